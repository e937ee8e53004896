import Foundation
import PostgreSQL
import TestSupport
import Testing

/// `releve doctor`.
@Suite struct DoctorCommandTests {
  private struct Report: Decodable {
    struct Check: Decodable {
      let name: String
      let outcome: String
      let found: String
      let advice: String?
    }

    let outcome: String
    let checks: [Check]

    func outcome(of name: String) -> String? { checks.first { $0.name == name }?.outcome }
  }

  private static let names = [
    "program", "server", "schema", "setting_fsync", "setting_full_page_writes",
    "setting_synchronous_commit", "setting_zero_damaged_pages", "setting_ignore_checksum_failure",
    "setting_data_checksums", "setting_autovacuum", "setting_track_counts", "privileges", "login",
    "home", "inbox", "data_space", "home_space", "partitions", "zone_data", "clock",
  ]

  @Test func `a cluster of its own is sound`() throws {
    try TemporaryFolder.with { home in
      let releve = Program(home: home)
      defer { _ = try? releve("db", "stop") }
      let run = try releve("doctor")
      let report = try run.json(as: Report.self)
      #expect(report.checks.map(\.name) == Self.names)
      // How much room this machine has is its own affair.
      let bad = report.checks.filter { !["ok", "unknown"].contains($0.outcome) }
        .filter { !$0.name.hasSuffix("_space") }
      #expect(bad.map(\.name) == [], "\(bad)")
      #expect(report.checks.allSatisfy { ($0.advice == nil) == ($0.outcome == "ok") })
    }
  }

  @Test func `settings with which a power cut loses data are failures`() throws {
    // The tests' own server has them, for speed.
    let run = try Program(MigratedDatabase.make())("doctor")
    let report = try run.json(as: Report.self)
    #expect(run.status == 3 && report.outcome == "failure")
    #expect(report.outcome(of: "setting_fsync") == "failure")
    #expect(report.outcome(of: "setting_full_page_writes") == "failure")
    #expect(report.outcome(of: "setting_synchronous_commit") == "failure")
    #expect(report.outcome(of: "setting_autovacuum") == "ok")
    #expect(report.outcome(of: "login") == "warning", "it is a superuser's")
    let table = try Program(MigratedDatabase.make())("doctor", "--format", "table")
    #expect(table.status == 3)
    #expect(table.output.contains("set fsync = on"))
  }

  @Test(arguments: [
    ("grant update on releve.invoice to releve_app", "update on releve.invoice"),
    ("grant update (amount) on releve.invoice_line to releve_app", "update on releve.invoice_line"),
    ("grant truncate on releve.event to releve_app", "truncate on releve.event"),
    ("grant create on schema releve to releve_app", "create in releve"),
    ("alter table releve.inbox_file owner to releve_app", "owner of releve.inbox_file"),
    (
      "alter function releve.ensure_event_partition(date) reset search_path",
      "releve.ensure_event_partition(date)"
    ),
  ])
  func `a right that the program must not have is named`(grant: String, found: String) throws {
    let database = try MigratedDatabase.make()
    let before = try Program(database)("doctor").json(as: Report.self)
    #expect(before.outcome(of: "privileges") == "ok")
    try database.connect().run(script: grant, name: "grant")
    let report = try Program(database)("doctor").json(as: Report.self)
    let check = try #require(report.checks.first { $0.name == "privileges" })
    #expect(check.outcome == "failure" && check.found.contains(found), "\(check.found)")
  }

  @Test func `without this program's schema the rest is examined`() throws {
    let run = try Program(TestServer.shared.makeDatabase())("doctor")
    let report = try run.json(as: Report.self)
    #expect(run.status == 3 && report.outcome(of: "schema") == "failure")
    #expect(report.outcome(of: "setting_autovacuum") == "ok")
    #expect(report.outcome(of: "partitions") == nil)
  }

  @Test func `an inbox that anyone can write to is a failure, a missing partition a warning`()
    throws
  {
    try TemporaryFolder.with { home in
      let database = try MigratedDatabase.make()
      let releve = Program(
        home: home, environment: ["RELEVE_DATABASE_URL": database.connectionURL])
      let fresh = try releve("doctor").json(as: Report.self)
      #expect(fresh.outcome(of: "partitions") == "warning")
      #expect(fresh.outcome(of: "inbox") == "ok")
      #expect(try releve("db", "migrate").status == 0)
      try FileManager.default.createDirectory(
        atPath: home + "/inbox", withIntermediateDirectories: true)
      #expect(chmod(home + "/inbox", 0o1777) == 0)
      let report = try releve("doctor").json(as: Report.self)
      #expect(report.outcome(of: "partitions") == "ok")
      #expect(report.outcome(of: "inbox") == "failure")
    }
  }

  @Test func `a server that cannot be reached is 4`() throws {
    let releve = Program(
      home: "/nowhere", environment: ["RELEVE_DATABASE_URL": "host=/nowhere dbname=x"])
    #expect(try releve("doctor").status == 4)
  }
}
