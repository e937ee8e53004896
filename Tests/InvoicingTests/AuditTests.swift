import Calendars
import Foundation
import Invoicing
import Metering
import PostgreSQL
import TestSupport
import Testing

/// What was issued is recomputed and proved.
@Suite struct AuditTests {
  @Test func `all that was issued holds: series, years, credit notes`() throws {
    let result = try AuditedWorld.make().audited()
    #expect(result.failures == [])
    #expect(
      result.checks.map { "\($0.name) \($0.examined)" } == [
        "chain 5", "numbers 5", "lines 9", "tax 7", "credits 0", "once 5", "applied 8",
        "events 13",
      ])
    #expect(result.waitingVoids.isEmpty)
    #expect(result.period == nil)
  }

  @Test func `a database without documents holds`() throws {
    let result = try MigratedDatabase.make().audited(heads: [])
    #expect(result.failures == [])
    #expect(result.checks.map(\.examined).allSatisfy { $0 == 0 })
  }

  @Test func `of a month, its documents are examined, and the chain as a whole`() throws {
    let database = try AuditedWorld.make(
      brokenBy: "update releve.invoice_line set amount = 9 where period = '2026-11-01'")
    let other = try database.audited("2026-10")
    #expect(other.failures == [])
    #expect(
      other.checks.map { "\($0.name) \($0.examined)" } == [
        "chain 5", "numbers 5", "lines 3", "tax 2", "credits 0", "once 1", "applied 8",
        "events 13",
      ])
    #expect(try database.audited("2026-11").broken("lines")?.document == "FR-2026-000002")
    let chain = try AuditedWorld.make(
      brokenBy: "update releve.invoice set digest = previous_digest where series = 'GB'")
    #expect(try chain.audited("2026-10").broken("chain")?.document == "GB-2026-000001")
  }

  struct Change: CustomTestStringConvertible, Sendable {
    let column: String
    /// What the column of the document is set to.
    let value: String
    var testDescription: String { "\(column) = \(value)" }
  }

  @Test(arguments: [
    Change(column: "document", value: "replace(document, '1.25', '1.26')"),
    Change(column: "document", value: "'{}'"),
    Change(column: "digest", value: "repeat('a', 64)"),
    Change(column: "previous_digest", value: "repeat('a', 64)"),
    Change(column: "number", value: "'FR-2026-000009'"),
    Change(column: "kind", value: "'credit_note'"),
    Change(column: "period", value: "'2026-09-01'"),
    Change(column: "currency", value: "'USD'"),
    Change(column: "issued_on", value: "'2026-12-03'"),
    Change(column: "net", value: "1.26"), Change(column: "gross", value: "'NaN'"),
    Change(
      column: "organisation_id",
      value: "(select organisation_id from releve.organisation where name = 'beta')"),
    Change(
      column: "contract_id",
      value: "(select contract_id from releve.contract where name = 'beta-2026')"),
  ])
  func `a document's column or text that was changed breaks the chain there`(
    change: Change
  ) throws {
    let database = try AuditedWorld.make(
      brokenBy: """
        alter table releve.invoice drop constraint invoice_once_per_period;
        update releve.invoice set \(change.column) = \(change.value)
        where number = 'FR-2026-000002'
        """)
    let row = try #require(try database.audited().broken("chain"))
    let number = change.column == "number" ? "FR-2026-000009" : "FR-2026-000002"
    #expect(row.document == number, "\(row)")
    let column = change.column == "document" ? "digest" : change.column.replacing("_id", with: "")
    #expect(row.column == column, "\(row)")
  }

  @Test(arguments: [
    ("sequence = 7", "sequence: expected 2, found 7"),
    ("number = 'FR-2026-000003'", "number: expected FR-2026-000002, found FR-2026-000003"),
    ("year = 2025", "year: expected 2026, found 2025"),
    (
      "issued_on = '2026-11-02'",
      "issued_on: expected 2026-11-03, that of FR-2026-000001, or later, found 2026-11-02"
    ),
  ])
  func `a number out of its place is named`(change: String, message: String) throws {
    let row = try AuditedWorld.make(
      brokenBy: "update releve.invoice set \(change) where number = 'FR-2026-000002'"
    ).audited().broken("numbers")
    let number = change.hasPrefix("number") ? "FR-2026-000003" : "FR-2026-000002"
    #expect(row.map { "\($0)" } == "\(number), \(message)")
  }

  @Test func `a document that was taken out leaves a gap`() throws {
    let result = try AuditedWorld.make(
      brokenBy: """
        delete from releve.invoice_line using releve.invoice
        where invoice.invoice_id = invoice_line.invoice_id and number = 'FR-2026-000001';
        delete from releve.invoice where number = 'FR-2026-000001'
        """
    ).audited()
    #expect(result.broken("chain")?.document == "FR-2026-000002")
    #expect(result.broken("chain")?.column == "previous_digest")
    #expect(
      result.broken("numbers").map { "\($0)" }
        == "FR-2026-000002, sequence: expected 1, found 2")
  }

  @Test func `a pattern that changes does not make older numbers wrong`() throws {
    let issued = try IssuedWorld()
    let world = issued.world
    try world.correct(
      IssuedWorld.documents.replacing("{series}-{year}-{seq:6}", with: "{series}/{year}/{seq:3}"),
      on: "2026-12-15")
    try world.ingest("a9 prod csp:fr1:act r 2026-12-20T10:00:00Z 1")
    try issued.issue("2027-01", on: "2027-02-02")
    let numbers = try InvoiceArchive(world.connection).entries().map(\.number)
    #expect(numbers.last == "FR/2027/002")
    #expect(try world.database.audited().failures == [])
  }

  @Test func `an archived month's events are where the archive says`() throws {
    let issued = try IssuedWorld()
    let (world, database) = (issued.world, issued.world.database)
    try TemporaryFolder.with { folder in
      let now = try #require(Instant(rfc3339: "2027-03-31T12:00:00Z"))
      _ = try EventArchive(world.connection).archive(
        before: #require(Period("2026-11")), into: folder, now: now, done: { _ in })
      #expect(try database.audited().failures == [])
      try database.connect().run(
        script: "delete from releve.event where id = 'a3'", name: "break")
      #expect(
        try database.audited().failures
          == ["events: accepted: expected 9 events and voids stored, found 8"])
    }
  }

  @Test func `voids that wait for their event are listed`() throws {
    let world = try BillingWorld()
    try world.ingest("void v1 later", "a1 prod csp:fr1:act r 2026-03-20T10:00:00Z 1", "void v2 a1")
    let result = try world.database.audited()
    #expect(result.failures == [])
    #expect(
      result.waitingVoids.map { "\($0.source) \($0.id) \($0.event) \($0.line)" } == [
        "/t v1 later 1"
      ])
  }
}
