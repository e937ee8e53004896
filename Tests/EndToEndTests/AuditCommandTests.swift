import PostgreSQL
import TestSupport
import Testing

/// `releve audit`.
@Suite struct AuditCommandTests {
  private struct Report: Decodable {
    struct Check: Decodable {
      let name: String
      let examined: Int
      let ok: Bool
      let broken: Row?
    }
    struct Row: Decodable {
      let document: String?
      let line: Int?
      let column: String
      let expected: String
      let found: String
    }
    struct Void: Decodable {
      let id: String
      let event: String
    }
    let period: String?
    let checks: [Check]
    let waitingVoids: [Void]

    private enum CodingKeys: String, CodingKey {
      case period, checks
      case waitingVoids = "waiting_voids"
    }
  }

  @Test func `what holds is 0, with what waits; what does not is 3, and named`() throws {
    let database = try MigratedDatabase.make()
    let releve = try Program(firstCustomerIn: database)
    let void =
      #"{"specversion":"1.0","id":"v","source":"/t","type":"releve.void.v1","data":{"id":"later"}}"#
    #expect(try releve("ingest", "-", input: void + "\n").status == 0)
    try TemporaryFolder.with { folder in
      let kept = "\(folder)/head.json"
      #expect(try releve.shell("\"$RELEVE\" invoice head > \(kept)").status == 0)
      let good = try releve("audit", "--head", kept, "--period", "2026-01")
      #expect(good.status == 0, "\(good.errors)")
      let report = try good.json(as: Report.self)
      #expect(report.period == "2026-01")
      #expect(
        report.checks.map { "\($0.name) \($0.examined) \($0.ok)" } == [
          "chain 2 true", "numbers 2 true", "lines 1 true", "tax 1 true", "credits 0 true",
          "head 1 true", "once 1 true", "applied 5 true", "events 3 true", "owed 1 true",
          "classes 0 true", "told 0 true",
        ])
      #expect(report.waitingVoids.map { "\($0.id) \($0.event)" } == ["v later"])
      #expect(good.errors.contains("voids that wait for their event: later (-, line 1)"))

      try database.connect().run(
        script: "update releve.invoice_line set amount = 90.01 where period = '2026-02-01'",
        name: "break")
      let bad = try releve("audit", "--head", kept)
      #expect(bad.status == 3)
      let message = "lines: OC-2026-000002, line 1, amount: expected 90.00, found 90.01"
      #expect(bad.errors.contains("warning: \(message) [audit_failed]"), "\(bad.errors)")
      let broken = try bad.json(as: Report.self).checks.first { !$0.ok }
      #expect(broken?.name == "lines")
      #expect(broken?.broken?.document == "OC-2026-000002" && broken?.broken?.line == 1)
      let table = try releve("audit", "--format", "table")
      #expect(table.status == 3)
      #expect(table.output.contains("OC-2026-000002, line 1, amount: expected 90.00, found 90.01"))
    }
  }

  @Test func `a file that has no heads is wrong usage`() throws {
    let releve = Program(home: "/nowhere")
    let missing = try releve("audit", "--head", "/nowhere/head.json")
    #expect(missing.status == 2)
    #expect(missing.errors.contains("--head /nowhere/head.json cannot be read"))
    let other = try releve("audit", "--head", Program.demo("first-customer/events.ndjson"))
    #expect(other.status == 2)
    #expect(other.errors.contains("series, number, issued_on, documents and digest of each head"))
  }
}
