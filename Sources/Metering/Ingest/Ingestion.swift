import Calendars
public import Catalogue
public import PostgreSQL
import SQL

/// Reads events from a source to its end and stores them, batch by batch, in constant memory.
///
/// An event whose identity the run has not met is written without looking. One that it may have
/// met, and each void, waits in `deferred` until everything before it is stored, and is settled by
/// that. So the first of several in a file stands, although batches are written side by side.
public struct Ingestion {
  private let connection: Connection
  private let connect: (@Sendable () throws -> Connection)?
  private let batchEventsMax: Int
  private var resolver: EventResolver
  private var writer: EventWriter
  private var lanes: WriterLanes?
  private var seen = SeenIdentities()

  // Of the source that is being read.
  private var form = RecordForm.ndjson
  private var current = EventBatch(ingestionID: 0)
  private var deferred = EventBatch(ingestionID: 0)
  private var batchNumber: Int32 = 0
  private var counts = IngestCounts()

  /// When the first of those events came that are not stored yet; of a pipe only.
  private var waitingSince = ContinuousClock.now

  /// How long events of a pipe may wait for a batch to be full.
  private static let waitMax = Duration.seconds(1)

  /// Two were measured to keep two cores busy; more gain nothing.
  private static let laneCount = 2

  /// The directory says which tenants and products are known. Where `connect` opens further
  /// connections, large inputs are written on two of them beside the reading.
  public init(
    _ connection: Connection, directory: Directory,
    connect: (@Sendable () throws -> Connection)? = nil
  ) throws {
    try self.init(connection, directory: directory, connect: connect, batchEventsMax: 14_000)
  }

  /// An ingestion in batches of at most so many events, 1 or more.
  package init(
    _ connection: Connection, directory: Directory,
    connect: (@Sendable () throws -> Connection)? = nil, batchEventsMax: Int
  ) throws {
    self.connection = connection
    self.connect = connect
    self.batchEventsMax = batchEventsMax
    resolver = try EventResolver(connection, directory: directory)
    writer = EventWriter(connection)
  }

  /// Stores all events of a source. `progress` is called after each batch with the counts so far;
  /// what it throws ends the run, and what was stored stays.
  ///
  /// Safe to run again, after any interruption too: what was stored is a duplicate then.
  @discardableResult
  public mutating func run(
    _ source: any EventSource, progress: (IngestCounts) throws -> Void
  ) throws -> IngestCounts {
    counts = IngestCounts()
    form = source.form
    let ingestionID = try Self.begin(connection, file: source.input.name, form: form)
    current = EventBatch(ingestionID: ingestionID)
    deferred = EventBatch(ingestionID: ingestionID)
    batchNumber = 0
    defer { closeLanes() }
    var taken = Result<Void, any Error>.success(())
    var step = ReadingStep.pause
    repeat {
      step = try source.next { reading in taken = Result { try take(reading) } }
      try taken.get()
      if step != .event || isOverdue(source.input) {
        try writeAll()
        try progress(stored)
      } else if current.isFull(eventsMax: batchEventsMax) {
        try writeCurrent(isLast: false)
        try progress(stored)
      } else if deferred.isFull(eventsMax: batchEventsMax) {
        try writeAll()
        try progress(stored)
      }
    } while step != .end
    closeLanes()
    return stored
  }

  /// Whether events of a pipe have waited long enough: what was taken from it is nowhere else.
  private mutating func isOverdue(_ input: InputFile) -> Bool {
    guard input.isLive else { return false }
    let now = ContinuousClock.now
    guard current.count + deferred.count > 1 else {
      waitingSince = now
      return false
    }
    return now - waitingSince > Self.waitMax
  }

  /// Records the reading of an input; returns its id.
  static func begin(
    _ connection: Connection, file: String, form: RecordForm
  ) throws -> Int32 {
    try connection.query(
      .named("ingestion_start"), file, form.format.rawValue, Bytes(form.header), form.map
    ).single(Int32.self)
  }

  private mutating func take(_ reading: LentReading) throws {
    switch try resolver.resolve(reading) {
    case .failure(let rejection):
      current.add(QuarantineEntry(rejection, EventReading(reading), form: form))
    case .success(let event):
      let isSeen = seen.insert(event.identity)
      if case .usage = event.fact, !isSeen {
        try current.add(event, reading)
      } else {
        try deferred.add(event, reading)
      }
    }
  }

  /// What of the last source is stored: also where `run` has thrown.
  public var stored: IngestCounts {
    lanes.map { counts + $0.counts } ?? counts
  }

  private mutating func closeLanes() {
    guard let lanes else { return }
    lanes.close()
    counts += lanes.counts
    self.lanes = nil
  }

  /// Writes what has gathered: on a lane where more is to come, else here.
  private mutating func writeCurrent(isLast: Bool) throws {
    guard current.count > 0 else { return }
    batchNumber += 1
    if lanes == nil, !isLast, let connect {
      lanes = WriterLanes(count: Self.laneCount, connect: connect)
    }
    if let lanes {
      let ingestionID = current.ingestionID
      try lanes.write(current, number: batchNumber)
      current = lanes.spare() ?? EventBatch(ingestionID: ingestionID)
      current.clear(for: ingestionID)
    } else {
      counts += try writer.write(current, number: batchNumber, mode: .new)
      current.clear(for: current.ingestionID)
    }
  }

  /// Writes everything that has gathered: the events that were put off after those before them.
  private mutating func writeAll() throws {
    try writeCurrent(isLast: true)
    try lanes?.drain()
    guard deferred.count > 0 else { return }
    batchNumber += 1
    counts += try writer.write(deferred, number: batchNumber, mode: .settling)
    deferred.clear(for: deferred.ingestionID)
  }
}
