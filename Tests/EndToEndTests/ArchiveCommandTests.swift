import Foundation
import PostgreSQL
import TestSeeds
import TestSupport
import Testing

/// `releve db archive` as a user types it.
@Suite struct ArchiveCommandTests {
  private struct Row: Decodable {
    let month: String
    let status: String
    let events: Int
    let lateEvents: Int
    let file: String?
    let table: String?

    private enum CodingKeys: String, CodingKey {
      case month, status, events, file, table
      case lateEvents = "late_events"
    }
  }

  private let database = try? MigratedDatabase.make()

  /// Runs `body` with a database that has events of September and October 2024.
  private func with(
    eventsPerMonth: Int = 20, _ body: (TestDatabase, Program, String) throws -> Void
  ) throws {
    let database = try #require(database)
    try TemporaryFolder.with { home in
      let releve = Program(
        home: home, environment: ["RELEVE_DATABASE_URL": database.connectionURL])
      let apply = try releve(["apply"] + demoDocuments)
      #expect(apply.status == 0, "\(apply.errors)")
      let october = eventLines(0..<eventsPerMonth)
      let september = eventLines(eventsPerMonth..<2 * eventsPerMonth)
        .replacing("2024-10-05", with: "2024-09-05")
      let ingest = try releve("ingest", "-", input: september + october)
      #expect(ingest.status == 0, "\(ingest.errors)")
      try body(database, releve, home)
    }
  }

  private func stored(_ database: TestDatabase) throws -> [String] {
    try database.connect().query(
      Statement(name: "stored", text: "select event::text from releve.event order by 1")
    ).decode(String.self)
  }

  @Test func `archive, list, drop, restore`() throws {
    try with { database, releve, home in
      let before = try stored(database)
      let archive = try releve("db", "archive", "--before", "2024-10")
      #expect(archive.status == 0, "\(archive.errors)")
      let rows = try archive.json(as: [Row].self)
      #expect(rows.map(\.month) == ["2024-09"])
      #expect(rows.map(\.events) == [20])
      #expect(rows[0].file == home + "/archive/event_2024_09.ndjson.gz")
      #expect(try stored(database).count == 20)
      // What it says is what it takes to drop the table.
      let command = try #require(archive.errors.firstRange(of: "psql "))
      let drop = archive.errors[command.lowerBound...].prefix { $0 != "\n" }
      #expect(drop.hasSuffix("-c 'drop table releve_archive.event_2024_09'"))
      #expect(try releve.shell(String(drop)).status == 0)
      let list = try releve("db", "archive", "--list").json(as: [Row].self)
      #expect(list.map(\.status) == ["archived"])
      #expect(list.map(\.table) == [nil])
      #expect(
        try releve("db", "archive", "--list", "--format", "csv").output.contains("2024-09,1,"))
      let restore = try releve("db", "archive", "--restore", "2024-09")
      #expect(restore.status == 0, "\(restore.errors)")
      #expect(try restore.json(as: [Row].self).map(\.events) == [20])
      #expect(try stored(database) == before)
      let again = try releve("db", "archive", "--restore", "2024-09")
      #expect(again.status == 1)
      #expect(again.errors.hasSuffix("[not_archived]\n"))
      // A file is read by `ingest` as well.
      let file = home + "/archive/event_2024_09.ndjson.gz"
      #expect(try releve("ingest", file).output.contains(#""duplicate":20"#))
    }
  }

  @Test func `late events need a person`() throws {
    try with { database, releve, home in
      let folder = home + "/elsewhere"
      #expect(try releve("db", "archive", "--before", "2024-10", "--to", folder).status == 0)
      let late = eventLines(900..<901).replacing("2024-10-05", with: "2024-09-05")
      #expect(try releve("ingest", "-", input: late).status == 0)
      let again = try releve("db", "archive", "--before", "2024-11", "--to", folder)
      #expect(again.status == 3)
      #expect(again.errors.contains("2024-09; they wait") && again.errors.contains("[late_events]"))
      #expect(try again.json(as: [Row].self).map(\.month) == ["2024-10"])
      let file = folder + "/event_2024_09.ndjson.gz"
      let restore = try releve("db", "archive", "--restore", "2024-09", "--from", file)
      #expect(restore.status == 0, "\(restore.errors)")
      #expect(restore.errors.contains("the file was not needed"))
      #expect(try restore.json(as: [Row].self).map(\.lateEvents) == [1])
      #expect(try stored(database).count == 21)
    }
  }

  @Test(arguments: [
    ("", 2, "one of --before, --list and --restore"),
    ("--before 2024-10 --list", 2, "one of --before, --list and --restore"),
    ("--list --to x", 2, "--to goes with --before"),
    ("--before 2024-10 --from x", 2, "--from goes with --restore"),
    ("--restore 2024-10 --from -", 2, "--from takes the name of a file"),
    ("--before 2024-13", 2, "2024-13"),
    ("--before 9999-12", 2, "[month_not_ended]"),
    ("--restore 2024-10", 1, "[not_archived]"),
    ("--list", 0, ""),
    ("--before 2024-10 --to /proc/nowhere", 0, ""),
  ])
  func `exit codes`(words: String, status: Int32, message: String) throws {
    let releve = Program(try #require(database))
    let run = try releve.shell("\"$RELEVE\" db archive \(words)")
    #expect(run.status == status, "\(run.errors)")
    #expect(message.isEmpty ? run.errors.isEmpty : run.errors.contains(message), "\(run.errors)")
  }

  @Test func `a month has its partition before it begins`() throws {
    let database = try #require(database)
    let releve = Program(database)
    let ahead = Statement(
      name: "ahead",
      text: """
        select count(*) from pg_inherits join pg_class on pg_class.oid = inhrelid
        where inhparent = 'releve.event'::regclass and relname in (
          'event_' || to_char(now(), 'YYYY_MM'),
          'event_' || to_char(date_trunc('month', now()) + interval '1 month', 'YYYY_MM'))
        """)
    #expect(try database.connect().query(ahead).single(Int64.self) == 0)
    let (first, second) = (try releve.start("ingest", "-"), try releve.start("ingest", "-"))
    #expect(try first.finish().status == 0)
    #expect(try second.finish().status == 0)
    #expect(try database.connect().query(ahead).single(Int64.self) == 2)
    let other = try TestServer.shared.makeDatabase()
    #expect(try Program(other)("db", "migrate").status == 0)
    #expect(try other.connect().query(ahead).single(Int64.self) == 2)
  }

  /// The last moment at which a month stays: its table is about to be taken out.
  @Test(arguments: [SIGKILL, SIGINT])
  func `a program that ends while it waits changes nothing`(signal: Int32) throws {
    try with { database, releve, home in
      let before = try stored(database)
      let watching = try Watching(database.connectionURL)
      try watching.run("begin; lock table releve.event_2024_09 in access share mode")
      let running = try releve.start("db", "archive", "--before", "2024-10")
      try watching.untilProgramWaits()
      running.send(signal)
      let run = try running.finish()
      #expect(run.status == (signal == SIGKILL ? -1 : 130), "\(run.errors)")
      try watching.run("rollback")
      try watching.untilProgramIsGone()
      #expect(try stored(database) == before)
      #expect(try releve("db", "archive", "--list").output == "[]\n")
      let left = try FileManager.default.contentsOfDirectory(atPath: home + "/archive")
      #expect(left.count == (signal == SIGKILL ? 1 : 0))
      #expect(left.allSatisfy { $0.hasSuffix(".partial") })
      let again = try releve("db", "archive", "--before", "2024-10")
      #expect(again.status == 0, "\(again.errors)")
      #expect(
        try FileManager.default.contentsOfDirectory(atPath: home + "/archive")
          == ["event_2024_09.ndjson.gz"])
    }
  }

  /// Killed at any moment, a month is there or archived; run again, it is archived.
  @Test func `a program that is killed leaves each event in one place`() throws {
    var random = SeededGenerator.seeded(for: "moments of death")
    try with(eventsPerMonth: 14_000) { database, releve, home in
      let before = try stored(database)
      for round in 0..<6 {
        let running = try releve.start("db", "archive", "--before", "2024-11")
        usleep(.random(in: 0...600_000, using: &random))
        running.send(SIGKILL)
        _ = try running.finish()
        let list = try releve("db", "archive", "--list").json(as: [Row].self)
        let archived = list.filter { $0.status == "archived" }
        #expect(archived.allSatisfy { $0.table != nil && $0.events == 14_000 })
        #expect(try stored(database).count == 28_000 - 14_000 * archived.count)
        #expect(
          archived.allSatisfy { FileManager.default.fileExists(atPath: $0.file ?? "") })
        let run = try releve("db", "archive", "--before", "2024-11")
        #expect(run.status == 0, "\(run.errors)")
        #expect(try stored(database).isEmpty)
        let files = try FileManager.default.contentsOfDirectory(atPath: home + "/archive")
        #expect(files.allSatisfy { $0.hasSuffix(".ndjson.gz") })
        for month in ["2024-09", "2024-10"] {
          if round.isMultiple(of: 2) {
            try database.connect().run(
              script: "drop table releve_archive.event_\(month.replacing("-", with: "_"))",
              name: "drop")
          }
          let running = try releve.start("db", "archive", "--restore", month)
          usleep(.random(in: 0...300_000, using: &random))
          running.send(SIGKILL)
          _ = try running.finish()
          let again = try releve("db", "archive", "--restore", month)
          #expect(again.status == 0 || again.errors.contains("[not_archived]"), "\(again.errors)")
        }
        #expect(try stored(database) == before)
      }
    }
  }
}
