import Foundation
import TestSupport
import Testing

/// `releve alerts`, and the webhook of the night as the environment names it.
@Suite struct AlertsCommandTests {
  private struct Alert: Decodable {
    let severity: String
    let code: String
    let subject: String
    let message: String
  }

  /// A database with the first customer, of whose events one is kept aside.
  private func withCustomer(_ body: (TestDatabase, Program) throws -> Void) throws {
    try MigratedDatabase.with { database in
      let releve = Program(database)
      #expect(
        try releve("apply", Program.demo("first-customer/documents.yaml")).status == 0)
      #expect(try releve("ingest", Program.demo("first-customer/events.ndjson")).status == 3)
      try body(database, releve)
    }
  }

  @Test func `nothing to tell is done, something needs a person`() throws {
    let empty = try Program(MigratedDatabase.make())("alerts", "--format", "json")
    #expect(empty.status == 0 && empty.output == "[]\n")
    #expect(empty.errors.contains("no alert is open"))
    try withCustomer { _, releve in
      let run = try releve("alerts", "--date", "2026-11-02", "--format", "json")
      #expect(run.status == 3)
      let alerts = try run.json(as: [Alert].self)
      #expect(alerts.map(\.code) == ["quarantine"])
      #expect(alerts[0].severity == "warning" && alerts[0].subject == "unknown_tenant")
      #expect(alerts[0].message.contains("events.ndjson, line "))
      #expect(
        try releve("alerts", "--date", "2026-11-02", "--format", "json").output == run.output)
      let csv = try releve("alerts", "--date", "2026-11-02", "--format", "csv")
      let rows = csv.output.split(separator: "\n")
      #expect(csv.status == 3 && rows.count == 2 && rows[0] == "severity,code,subject,message")
      #expect(rows.last?.hasPrefix("warning,quarantine,unknown_tenant,") == true)
      let table = try releve("alerts", "--date", "2026-11-02", "--format", "table").output
      #expect(table.hasPrefix("warning quarantine unknown_tenant\n  1 event is kept aside"))
      #expect(table.split(separator: "\n").allSatisfy { $0.count <= 80 })
    }
  }

  @Test func `a night whose webhook cannot be used is done, and says so`() throws {
    try withCustomer { database, _ in
      try TemporaryFolder.with { home in
        let releve = Program(
          home: home,
          environment: [
            "RELEVE_DATABASE_URL": database.connectionURL,
            "RELEVE_WEBHOOK_URL": "http://127.0.0.1:1/",
          ])
        let run = try releve("nightly", "--date", "2026-11-02", "--format", "json")
        #expect(run.status == 3)
        #expect(run.errors.contains("RELEVE_WEBHOOK_SECRET_FILE is not set"))
        #expect(run.output.contains(#""code" : "webhook_failed""#))
      }
    }
  }
}
