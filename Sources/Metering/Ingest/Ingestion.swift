import Calendars
public import Catalogue
public import PostgreSQL

/// Reads events from a source to its end and stores them, batch by batch, in constant memory.
public struct Ingestion {
  private let connection: Connection
  private var resolver: EventResolver
  private let batchEventsMax: Int

  /// A batch is written when it has `batchEventsMax` events or that many bytes.
  private static let batchBytesMax = 16 << 20

  /// The directory says which tenants and products are known.
  public init(_ connection: Connection, directory: Directory) throws {
    try self.init(connection, directory: directory, batchEventsMax: 20_000)
  }

  /// An ingestion in batches of at most so many events, 1 or more.
  init(_ connection: Connection, directory: Directory, batchEventsMax: Int) throws {
    self.connection = connection
    self.batchEventsMax = batchEventsMax
    resolver = try EventResolver(connection, directory: directory)
  }

  /// Stores all events of a source. `progress` is called after each batch with the counts so far;
  /// what it throws ends the run, and what was stored stays.
  ///
  /// Safe to run again, after any interruption too: what was stored is a duplicate then.
  @discardableResult
  public mutating func run(
    _ source: any EventSource, progress: (IngestCounts) throws -> Void
  ) throws -> IngestCounts {
    var writer = try EventWriter(connection, file: source.input.name)
    var counts = IngestCounts()
    var events: [PendingEvent] = []
    var rejected: [QuarantineEntry] = []
    var bytes = 0
    func flush() throws {
      counts += try writer.write(events, rejected: rejected)
      events.removeAll(keepingCapacity: true)
      rejected.removeAll(keepingCapacity: true)
      bytes = 0
      try progress(counts)
    }
    while let reading = try source.next() {
      switch try resolver.resolve(reading) {
      case .success(let event): events.append(event)
      case .failure(let rejection): rejected.append(QuarantineEntry(rejection, reading))
      }
      bytes += reading.raw.count
      if events.count + rejected.count >= batchEventsMax || bytes >= Self.batchBytesMax {
        try flush()
      }
    }
    if !events.isEmpty || !rejected.isEmpty { try flush() }
    return counts
  }
}
