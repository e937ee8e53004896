import Calendars
import Catalogue
import Documents
import Metering
import PostgreSQL
import TestSupport

/// A database with an applied directory, worked on as the program does.
struct MeteredWorld {
  let database: TestDatabase
  let connection: Connection
  private(set) var directory: Directory

  /// Applies documents to a new or given database, as the role of the program.
  init(yaml: String, in database: TestDatabase? = nil) throws {
    self.database = try database ?? MigratedDatabase.make()
    connection = try self.database.connect(role: "releve_app")
    let nodes = try DocumentNode.documents(of: yaml, file: "world.yaml")
    _ = try Application(connection, now: testNow).apply(nodes)
    directory = try DocumentStore(connection).directory()
  }

  /// Another process that works on the same database, with the same directory.
  init(_ database: TestDatabase, directory: Directory) throws {
    self.database = database
    self.directory = directory
    connection = try database.connect(role: "releve_app")
  }

  /// Applies documents, as a correction where it gives a reason, on a day.
  mutating func apply(yaml: String, correctingBecause reason: String?, now: Instant) throws {
    let nodes = try DocumentNode.documents(of: yaml, file: "world.yaml")
    _ = try Application(connection, now: now).apply(nodes, correctingBecause: reason)
    directory = try DocumentStore(connection).directory()
  }

  /// Stores the events of an NDJSON text through a file, in batches of so many.
  @discardableResult
  func ingest(
    _ ndjson: String, batchEventsMax: Int = 20_000, hasLanes: Bool = false,
    progress: (IngestCounts) throws -> Void = { _ in }
  ) throws -> IngestCounts {
    try ingest(
      bytes: Array(ndjson.utf8), batchEventsMax: batchEventsMax, hasLanes: hasLanes,
      progress: progress)
  }

  /// Stores the events of bytes, on lanes of their own where `hasLanes`.
  @discardableResult
  func ingest(
    bytes: [UInt8], as format: EventFormat = .ndjson, map: String? = nil,
    batchEventsMax: Int = 20_000, hasLanes: Bool = false,
    progress: (IngestCounts) throws -> Void = { _ in }
  ) throws -> IngestCounts {
    let file = try TemporaryFile(bytes)
    let database = database
    let connect: @Sendable () throws -> Connection = { try database.connect(role: "releve_app") }
    var ingestion = try Ingestion(
      connection, directory: directory, connect: hasLanes ? connect : nil,
      batchEventsMax: batchEventsMax)
    let map = try map.map { try EventMap(yaml: $0, file: "map.yaml") }
    let source = try format.open(path: file.path, map: map, now: testNow)
    return try ingestion.run(source, progress: progress)
  }

  /// The usage of an organisation, told apart by keys, with everything metered that has come.
  func usage(
    of organisation: String, in period: Period, by keys: Set<UsageKey>, now: Instant = testNow
  ) throws -> [UsageLine] {
    try update()
    let meter = try UsageMeter(connection, directory: directory, now: now)
    let coverages = Coverage.all(
      of: organisation, in: period, directory: directory, tenancies: Tenancies(directory))
    return try meter.usage(coverages, by: keys).flatMap { try $0.get() }
  }

  /// Meters what has changed.
  func update() throws { try Rollup(connection).update() }

  /// Meters everything anew.
  func rebuild() throws { try Rollup(connection).rebuild() }

  /// What is kept of the metering, row by row as PostgreSQL writes it, with the scale of numbers.
  func keptRows() throws -> [String] {
    let rows = Statement(
      name: "kept_rows",
      text: """
        select 'daily ' || kept::text from releve.usage_daily as kept
        union all
        select 'carried ' || kept::text from releve.usage_carried as kept
        """)
    let written: [String] = try database.connect().query(rows).decode(String.self)
    return written.sorted()
  }

  /// The one number that a statement answers, asked as a superuser.
  func count(_ sql: String) throws -> Int64 {
    try database.connect().query(Statement(name: "count", text: sql)).single(Int64.self)
  }
}
