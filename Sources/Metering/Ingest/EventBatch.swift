import Calendars
import PostgreSQL

/// Events that are stored in one transaction, encoded as the rows that COPY sends, and what is kept
/// aside with them.
struct EventBatch: Sendable {
  private(set) var ingestionID: Int32
  /// In the order in which they stand in the input.
  private(set) var events: [PendingEvent] = []
  private(set) var rejected: [QuarantineEntry] = []
  private(set) var usageRows = CopyRows()
  private(set) var voidRows = CopyRows()
  /// The days (in UTC) of the usage events.
  private(set) var days: Set<LocalDate> = []
  /// The events' bytes as they came: for those that turn out to be conflicts.
  private var raw: [UInt8] = []
  private var currentDay: LocalDate?
  private var rejectedBytes = 0

  /// A batch is full with that many bytes, whatever the number of its events.
  private static let bytesMax = 8 << 20

  init(ingestionID: Int32) { self.ingestionID = ingestionID }

  /// Makes the batch empty, for another ingestion perhaps; keeps its memory.
  mutating func clear(for ingestionID: Int32) {
    self.ingestionID = ingestionID
    events.removeAll(keepingCapacity: true)
    rejected.removeAll()
    usageRows.removeAll()
    voidRows.removeAll()
    raw.removeAll(keepingCapacity: true)
    days.removeAll(keepingCapacity: true)
    currentDay = nil
    rejectedBytes = 0
  }

  /// The first days of the months (in UTC) of the usage events.
  var months: Set<LocalDate> { Set(days.map { Period(containing: $0).firstDay }) }

  /// The number of events of any outcome.
  var count: Int { events.count + rejected.count }

  /// Whether more should go into another batch.
  func isFull(eventsMax: Int) -> Bool {
    count >= eventsMax || raw.count + rejectedBytes >= Self.bytesMax
  }

  /// Adds an event.
  mutating func add(_ event: ResolvedEvent, _ reading: LentReading) throws(PostgresError) {
    switch event.fact {
    case .usage(let usage, let tenantID, let skuID):
      noteDay(of: usage.time)
      usageRows.beginRow()
      try usageRows.append(usage.time)
      try usageRows.append(event.identity)
      try usageRows.append(tenantID)
      try usageRows.append(skuID)
      try usageRows.append(ingestionID)
      try usageRows.append(Int64(reading.line))
      try usageRows.append(usage.quantity)
      _ = try usageRows.append(text: usage.resource)
      let source = try usageRows.append(text: usage.source)
      let id = try usageRows.append(text: usage.id)
      append(
        event, target: nil, time: usage.time, tenantID: tenantID, row: usageRows.endRow(),
        source: source, id: id, reading)
    case .void(let void, let target):
      voidRows.beginRow()
      try voidRows.append(event.identity)
      try voidRows.append(target)
      try voidRows.append(void.time)
      try voidRows.append(ingestionID)
      try voidRows.append(Int64(reading.line))
      let source = try voidRows.append(text: void.source)
      let id = try voidRows.append(text: void.id)
      _ = try voidRows.append(text: void.target)
      try voidRows.append(void.reason.map { String($0) })
      append(
        event, target: target, time: nil, tenantID: nil, row: voidRows.endRow(), source: source,
        id: id, reading)
    }
  }

  private mutating func append(
    _ event: ResolvedEvent, target: UInt128?, time: Instant?, tenantID: Int32?, row: Range<Int>,
    source: Range<Int>, id: Range<Int>, _ reading: LentReading
  ) {
    let start = raw.count
    raw.append(contentsOf: reading.raw)
    events.append(
      PendingEvent(
        identity: event.identity, content: event.content, target: target, time: time,
        tenantID: tenantID, line: reading.line, row: row, source: source, id: id,
        raw: start..<raw.count))
  }

  /// Adds what is kept aside.
  mutating func add(_ entry: QuarantineEntry) {
    rejected.append(entry)
    rejectedBytes += entry.raw.count
  }

  /// An event's bytes as they came.
  func raw(of event: PendingEvent) -> [UInt8] { Array(raw[event.raw]) }

  /// An event's source and id.
  func name(of event: PendingEvent) -> (source: String, id: String) {
    let rows = event.target == nil ? usageRows : voidRows
    return (
      String(decoding: rows.bytes(in: event.source), as: UTF8.self),
      String(decoding: rows.bytes(in: event.id), as: UTF8.self)
    )
  }

  /// Most events are of the day of the one before.
  private mutating func noteDay(of time: Instant) {
    let day = time.utcDate
    guard day != currentDay else { return }
    days.insert(day)
    currentDay = day
  }
}
