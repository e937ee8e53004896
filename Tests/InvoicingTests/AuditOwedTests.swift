import Calendars
import Catalogue
import Invoicing
import PostgreSQL
import TestSupport
import Testing

/// What contracts owe is what they were billed and what is still to be billed.
@Suite struct AuditOwedTests {
  private func owed(
    _ period: String? = nil, in database: TestDatabase
  ) throws -> (check: AuditCheck, obstacles: [Obstacle]) {
    let connection = try database.connectAsProgram()
    let billing = try Billing(
      connection, directory: DocumentStore(connection).directory(),
      now: try #require(Instant(rfc3339: "2027-03-31T12:00:00Z")))
    return try billing.owedCheck(period.map { try #require(Period($0)) })
  }

  private func change(_ what: String, in database: TestDatabase) throws {
    try database.connect().run(
      script: """
        update releve.invoice_line set \(what) from releve.invoice
        where invoice.invoice_id = invoice_line.invoice_id and number = 'FR-2026-000002'
        """, name: "break")
  }

  @Test func `it holds before and after what came late is billed`() throws {
    let issued = try IssuedWorld()
    let database = issued.world.database
    #expect(try owed(in: database).check.examined == 2)
    #expect(try owed(in: database).check.broken == nil)
    try issued.world.ingest(
      "a8 prod csp:fr1:act r 2026-10-21T10:00:00Z 1", "a9 prod csp:fr1:act r 2026-12-20T10:00:00Z 1"
    )
    for period in [nil, "2026-10", "2026-12", "2027-02"] {
      #expect(try owed(period, in: database).check.broken == nil)
    }
    try issued.issue("2027-01", on: "2027-02-02")
    #expect(try owed(in: database).check.broken == nil)
  }

  @Test func `a line that the ledger does not know is missed`() throws {
    let database = try AuditedWorld.make()
    try change("kind = 'sundry'", in: database)
    // It would be billed again.
    #expect(
      try owed(in: database).check.broken.map { "\($0)" }
        == "acme-2026, owed EUR: expected 2.50 billed and 1.25 pending, found 2.50")
    #expect(try owed("2026-10", in: database).check.broken == nil)
    #expect(try owed("2026-11", in: database).check.broken?.contract == "acme-2026")
  }

  @Test func `an amount that is none is named by its contract`() throws {
    let database = try AuditedWorld.make()
    try change("amount = 'NaN'", in: database)
    let owed = try owed(in: database)
    #expect(owed.check.broken?.contract == "acme-2026")
    #expect(owed.check.examined == 2)
  }

  @Test func `what cannot be priced is told, and the others are examined`() throws {
    let world = try BillingWorld()
    try world.ingest(
      "a1 prod csp:fr1:act r 2026-03-20T10:00:00Z 1", "b1 beta csp:free r 2026-03-20T10:00:00Z 1")
    let owed = try owed(in: world.database)
    #expect(owed.check.broken == nil)
    #expect(owed.check.examined == 1)
    #expect(owed.obstacles.map { "\($0.organisation ?? "") \($0.code)" } == ["beta noPrice"])
  }
}
