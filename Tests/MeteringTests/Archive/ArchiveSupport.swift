import Calendars
import Foundation
import PostgreSQL
import TestSeeds
import TestSupport
import Testing

@testable import Metering
@testable import TestModel

/// A shop with events of several months, and a folder for archives.
struct ArchiveWorld {
  let shop: MeteredWorld
  let folder: String

  var archive: EventArchive { EventArchive(shop.connection) }

  /// The instants of the months that are archived now, as metering sees them.
  func archivedSpans() throws -> [TimeSpan] {
    let spans = Statement(
      name: "spans", text: "select from_at, to_at from releve.archived_month order by month")
    return try shop.connection.query(spans).decode(Instant.self, Instant.self)
      .compactMap { TimeSpan(from: $0.0, to: $0.1) }
  }

  /// Runs `body` in a new world with events of January to April 2026, some of them at the ends of
  /// months, and with texts that JSON has to escape.
  static func with<Result>(
    eventsPerMonth: Int = 50, _ body: (ArchiveWorld) throws -> Result
  ) throws -> Result {
    try TemporaryFolder.with { folder in
      let world = ArchiveWorld(shop: try MeteredWorld(yaml: shopYAML), folder: folder)
      try world.shop.ingest(world.lines(eventsPerMonth: eventsPerMonth))
      return try body(world)
    }
  }

  func lines(eventsPerMonth: Int) throws -> String {
    let resources = [#""vm-1""#, #""é\" \\ \u0001\n\t\u2028 🦊""#, #""<&'>""#]
    let quantities = [#""1.50""#, "0", "12345678901234567.123456789012345678"]
    return try ["2026-01", "2026-02", "2026-03", "2026-04"].flatMap { month -> [String] in
      let span = Zone.utc.span(of: try #require(Period(month)))
      return (0..<eventsPerMonth).map { number in
        let offset =
          number == 0
          ? span.microseconds - 1 : Int64(number) * span.microseconds / Int64(eventsPerMonth)
        let time = span.from.adding(microseconds: number == 1 ? 0 : offset)
        return shopLine(
          "\(month)/\(number)", ["time": "\"\(time)\"", "source": #""/c\\\"é""#],
          data: number % 5 == 4
            ? ["sku": #""csp:disk""#, "unit": #""GB""#]
            : [
              "resource": resources[number % 3], "quantity": quantities[number % 3],
              "sku": "\"csp:fr\(number % 3):vm:v1\"",
            ])
      }
    }.joined(separator: "\n")
  }

  @discardableResult
  func archiveAll(before limit: String) throws -> (months: [ArchivedMonth], late: [Period]) {
    var months: [ArchivedMonth] = []
    let late = try archive.archive(
      before: #require(Period(limit)), into: folder, now: testNow, done: { months.append($0) })
    return (months, late)
  }

  @discardableResult
  func restore(_ month: String, from file: String? = nil) throws -> Restoration {
    try archive.restore(#require(Period(month)), from: file)
  }

  /// All rows of the database's events, in one order, to the last digit.
  func events() throws -> [String] {
    try shop.database.connect().query(
      Statement(name: "events", text: "select event::text from releve.event order by 1")
    ).decode(String.self)
  }

  /// The partitions, whether the program may add to them, and the tables beside.
  func tables() throws -> [String] {
    try shop.database.connect().query(
      Statement(
        name: "tables",
        text: """
          select c.oid::regclass::text || ' ' || c.relispartition
            || ' ' || has_table_privilege('releve_app', c.oid, 'insert')
            || ' ' || coalesce(pg_get_expr(c.relpartbound, c.oid), '')
            || ' ' || (select count(*) from pg_index where indrelid = c.oid)
            || ' ' || (select string_agg(conname, ',') from pg_constraint where conrelid = c.oid)
          from pg_class as c join pg_namespace as n on n.oid = c.relnamespace
          where c.relkind = 'r' and c.relname ~ '^event_[0-9]{4}'
            and n.nspname in ('releve', 'releve_archive')
          order by 1
          """)
    ).decode(String.self)
  }

  func run(_ sql: String) throws {
    try shop.database.connect().run(script: sql, name: "script")
  }

  func files() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
  }

  /// The lines of a file, by the system's own gzip.
  func contents(_ path: String) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/gzip")
    process.arguments = ["--decompress", "--stdout", path]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let data = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
    return String(decoding: data, as: UTF8.self)
  }
}
