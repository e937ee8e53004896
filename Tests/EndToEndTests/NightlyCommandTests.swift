import Foundation
import PostgreSQL
import TestSupport
import Testing

/// `releve nightly` and its history.
@Suite struct NightlyCommandTests {
  private struct Summary: Decodable {
    struct Stage: Decodable {
      struct Matter: Decodable {
        let code: String
        let message: String
      }

      let stage: String
      let outcome: String
      let rows: Int
      let notes: [String]
      let attention: [Matter]
    }

    struct Holder: Decodable { let pid: Int }

    let outcome: String
    let date: String?
    let stages: [Stage]?
    let holder: Holder?
  }

  /// A database with the documents of the first customer, whose contract is issued by itself, and a
  /// home with an inbox.
  private func withNights(
    issue: String = "issue: { automatic: true, grace_days: 5 }", _ body: (Nights) throws -> Void
  ) throws {
    try MigratedDatabase.with { database in
      try TemporaryFolder.with { home in
        let nights = Nights(database, home: home)
        let documents = try String(
          contentsOfFile: Program.demo("first-customer/documents.yaml"), encoding: .utf8)
        let automatic = documents.replacingOccurrences(
          of: "  price_list: prices\n",
          with: "  price_list: prices\n  \(issue)\n")
        #expect(try nights.releve("apply", "-", input: automatic).status == 0)
        try body(nights)
      }
    }
  }

  private struct Nights {
    let database: TestDatabase
    let home: String
    let releve: Program

    init(_ database: TestDatabase, home: String) {
      (self.database, self.home) = (database, home)
      releve = Program(
        home: home, environment: ["RELEVE_DATABASE_URL": database.connectionURL])
    }

    /// Puts a file into the inbox that was written an hour ago.
    func put(_ name: String, _ data: Data) throws {
      let inbox = home + "/inbox"
      try FileManager.default.createDirectory(atPath: inbox, withIntermediateDirectories: true)
      try data.write(to: URL(filePath: "\(inbox)/\(name)"))
      try FileManager.default.setAttributes(
        [.modificationDate: Date() - 3600], ofItemAtPath: "\(inbox)/\(name)")
    }

    func files(_ folder: String) throws -> [String] {
      try FileManager.default.contentsOfDirectory(atPath: "\(home)/inbox/\(folder)").sorted()
    }

    func night(_ date: String) throws -> (status: Int32, summary: Summary) {
      let run = try releve("nightly", "--date", date)
      return (run.status, try run.json(as: Summary.self))
    }
  }

  private static let events: Data? = FileManager.default.contents(
    atPath: Program.demo("first-customer/events.ndjson"))

  @Test func `a night reads, meters, bills and proves, and the next one finds nothing to do`()
    throws
  {
    try withNights { nights in
      let events = try #require(Self.events)
      try nights.put("october.ndjson", events)
      let (status, first) = try nights.night("2026-11-06")
      let stages = try #require(first.stages)
      #expect(status == 3 && first.outcome == "attention" && first.date == "2026-11-06")
      #expect(
        stages.map { "\($0.stage) \($0.outcome) \($0.rows)" } == [
          "ingest attention 5", "meter done 4", "service-levels done 0", "capacity done 0",
          "forecast done 0", "invoice done 1", "audit done 17", "alerts done 1",
        ])
      #expect(stages[0].attention.map(\.code) == ["quarantined"])
      let issued = try nights.releve("invoice", "list", "--format", "csv").output
      #expect(issued.contains("OC-2026-000001,invoice,alice,alice-2026,2026-10,2026-11-06,EUR,"))
      let (again, second) = try nights.night("2026-11-06")
      #expect(again == 0 && second.outcome == "done")
      #expect(second.stages?.map(\.rows) == [0, 0, 0, 0, 0, 0, 0, 1])
      #expect(second.stages?[6].notes == ["nothing has come since the last audit"])
      #expect(try nights.releve("invoice", "list", "--format", "csv").output == issued)
    }
  }

  @Test func `documents wait for the grace days, and nobody is issued who does not want it`() throws
  {
    try withNights { nights in
      try nights.put("october.ndjson", #require(Self.events))
      #expect(try nights.night("2026-11-05").summary.stages?[5].rows == 0)
      #expect(try nights.night("2026-11-06").summary.stages?[5].rows == 1)
    }
  }

  @Test func `a month that has ended only for the customer waits for the date of the run`() throws {
    let issue = "issue: { automatic: true, grace_days: 0 }\n  timezone: Pacific/Auckland"
    try withNights(issue: issue) { nights in
      try nights.put("october.ndjson", #require(Self.events))
      let stage = try #require(try nights.night("2026-10-31").summary.stages?[5])
      #expect(stage.outcome == "done" && stage.rows == 0)
      #expect(try nights.night("2026-11-01").summary.stages?[5].rows == 1)
    }
  }

  @Test func `a file is read once, whatever its name, and one that cannot be read is set aside`()
    throws
  {
    try withNights { nights in
      let events = try #require(Self.events)
      try nights.put("a.ndjson", events)
      try nights.put("b.ndjson", events)
      try nights.put("broken.ndjson.gz", Data([0x1F, 0x8B, 8, 0]))
      try nights.put("c.ndjson.part", events)
      let (status, summary) = try nights.night("2026-11-02")
      let stage = try #require(summary.stages?.first)
      #expect(status == 3 && stage.rows == 5)
      #expect(stage.notes == ["b.ndjson was read before, as a.ndjson"])
      #expect(stage.attention.map(\.code) == ["quarantined", "corrupt_gzip"])
      #expect(
        try nights.files("done") == [
          "a.ndjson", "a.ndjson.report.json", "b.ndjson", "b.ndjson.report.json",
        ])
      #expect(
        try nights.files("failed") == ["broken.ndjson.gz", "broken.ndjson.gz.report.json"])
      #expect(try nights.files("") == ["c.ndjson.part", "done", "failed"])
      let report = try String(
        contentsOfFile: nights.home + "/inbox/failed/broken.ndjson.gz.report.json", encoding: .utf8)
      #expect(report.contains(#""code" : "corrupt_gzip""#))
    }
  }

  @Test func `a map that cannot be read leaves CSV files where they are`() throws {
    try withNights { nights in
      try nights.put("map.yaml", Data("nonsense: true\n".utf8))
      try nights.put("a.csv", Data("x\n".utf8))
      let (status, summary) = try nights.night("2026-11-02")
      #expect(status == 3 && summary.stages?[0].attention.map(\.code) == ["bad_map"])
      #expect(try nights.files("") == ["a.csv", "done", "failed", "map.yaml"])
    }
  }

  @Test func `of two at once the second says who holds the lock, and does nothing`() throws {
    try withNights { nights in
      let holder = try nights.database.connect()
      try holder.run(
        script: """
          select pg_advisory_lock(hashtextextended('releve.nightly', 0));
          insert into releve.nightly_run (date, host, pid) values ('2026-11-05', 'tower', 4711)
          """, name: "holder")
      try nights.put("october.ndjson", #require(Self.events))
      let run = try nights.releve("nightly", "--date", "2026-11-06")
      #expect(run.status == 0)
      #expect(try run.json(as: Summary.self).outcome == "busy")
      #expect(try run.json(as: Summary.self).holder?.pid == 4711)
      #expect(
        run.errors.contains(
          "nothing done: run 1, for 2026-11-05, holds the lock: process 4711 on tower"))
      #expect(try nights.files("") == ["done", "failed", "october.ndjson"])
      let history = try nights.releve("nightly", "history", "--format", "csv").output
      #expect(history.contains("1,2026-11-05,") && history.contains(",under way,"))
    }
  }

  @Test func `what rests on a stage that has failed is skipped, and the rest is done`() throws {
    try withNights { nights in
      try nights.database.connect().run(
        script: "revoke insert on releve.ingestion from releve_app", name: "revoke")
      try nights.put("october.ndjson", #require(Self.events))
      let (status, summary) = try nights.night("2026-11-06")
      #expect(status == 1 && summary.outcome == "failed")
      #expect(
        summary.stages?.map { "\($0.stage) \($0.outcome)" } == [
          "ingest failed", "meter skipped", "service-levels skipped", "capacity done",
          "forecast done", "invoice skipped", "audit done", "alerts done",
        ])
      #expect(try nights.files("").contains("october.ndjson"))
      let history = try nights.releve("nightly", "history", "--format", "table").output
      #expect(history.contains("exit 1") && history.contains("statement_failed"))
      try nights.database.connect().run(
        script: "grant insert on releve.ingestion to releve_app", name: "grant")
      #expect(try nights.night("2026-11-06").summary.stages?[5].rows == 1)
    }
  }
}
