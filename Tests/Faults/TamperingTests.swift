import PostgreSQL
import TestSupport
import Testing

/// The database's owner changes what was recorded: the audit names it.
@Suite struct TamperingTests {
  /// The estate after its night; to be copied.
  private static let audited = Result {
    let estate = try Estate.autumn.get()
    let database = try estate.template.cluster.makeDatabase(template: estate.template.name)
    return try TemporaryFolder.with { home in
      try Inbox(home: home).fill(EstateEvents(months: estate.months))
      let copy = EstateCopy(months: estate.months, database: database, home: home)
      try copy.run()
      return Estate(months: estate.months, template: database)
    }
  }

  struct Tampering: CustomTestStringConvertible, Sendable {
    let testDescription: String
    /// What the owner does.
    let script: String
    /// What the audit says of it.
    let named: [String]
    var options: [String] = []
  }

  private static let all = [
    Tampering(
      testDescription: "the amount of a ledger's row",
      script: "update releve.invoice_line set amount = amount + 0.01"
        + " where invoice_id = 2 and line = 1",
      named: ["lines: ", "line 1, amount: "]),
    Tampering(
      testDescription: "a row of the ledger that is gone",
      script: "delete from releve.invoice_line where invoice_id = 2 and line = 1",
      named: ["lines: "]),
    Tampering(
      testDescription: "the quantity of an event",
      script: "update releve.event set quantity = quantity + 1 where id = 'second-4 3'",
      named: ["events: ", "second-4 3", "content"]),
    Tampering(
      testDescription: "an event that is gone",
      script: "delete from releve.event where id = 'second-4 3'", named: ["events: "]),
    Tampering(
      testDescription: "a day of what is metered",
      script: "update releve.usage_daily set value = value + 1 where value > 0",
      named: ["metered: "], options: ["--from-events"]),
    Tampering(
      testDescription: "the text of a document",
      script: "update releve.invoice set document = replace(document, 'Client 3', 'Client 4')"
        + " where organisation_id = (select organisation_id from releve.organisation"
        + " where name = 'customer-3')",
      named: ["chain: ", "digest: "]),
    Tampering(
      testDescription: "a number",
      script: "update releve.invoice set number = 'A-2026-000099', sequence = 99"
        + " where number = 'A-2026-000003'",
      named: ["A-2026-0000"]),
    Tampering(
      testDescription: "a document that is gone from the middle",
      script: "delete from releve.invoice where number = 'A-2026-000003'",
      named: ["chain: ", "A-2026-000004", "previous_digest"]),
    Tampering(
      testDescription: "a price",
      script: "update releve.document_version set document = replace(document, '1.25', '1.35'),"
        + " written = replace(written, '1.25', '1.35') where kind = 'PriceList'",
      named: ["applied: PriceList l, version 1"]),
    Tampering(
      testDescription: "a version of a document that is gone",
      script: "delete from releve.document_version where name = 'customer-0' and version = 1",
      named: ["applied: Organisation customer-0, version 2, version: expected 1, found 2"]),
  ]

  @Test(arguments: all) func `is found and named`(tampering: Tampering) throws {
    try Self.audited.get().withCopy { copy in
      try copy.database.connect(role: "releve_owner").run(
        script: tampering.script, name: "tampering")
      let run = try copy.program()(["audit"] + tampering.options)
      #expect(run.status == 3, "\(run.errors)")
      for name in tampering.named { #expect(run.errors.contains(name), "\(run.errors)") }
      #expect(run.errors.contains("[audit_failed]"))
    }
  }
}
