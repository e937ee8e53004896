import Invoicing
import PostgreSQL
import TestSupport
import Testing

/// An audit of what came since an earlier one.
@Suite struct AuditMarkTests {
  /// After the first document of a series, and before the last ingestion of which events are
  /// stored.
  private func mark(in database: TestDatabase) throws -> AuditMark {
    let (invoice, ingestion) = try database.connect().query(
      Statement(
        name: "mark",
        text: """
          select (select invoice_id from releve.invoice where number = 'FR-2026-000001'),
            (select max(ingestion_id) - 1 from releve.event)
          """)
    ).single(Int64.self, Int32.self)
    return AuditMark(ingestion: ingestion, invoice: invoice)
  }

  private func count(_ what: String, in database: TestDatabase) throws -> Int {
    try database.connect().query(
      Statement(name: "count", text: "select (\(what))::bigint")
    ).single(Int.self)
  }

  @Test func `what came since is examined, each series from its last document on`() throws {
    let database = try AuditedWorld.make()
    let mark = try mark(in: database)
    let result = try database.audited(after: mark)
    #expect(result.failures == [])
    let examined = Dictionary(
      uniqueKeysWithValues: result.checks.map { ($0.name, $0.examined) })
    let documents = try count(
      "select count(*) from releve.invoice where invoice_id > \(mark.invoice)", in: database)
    #expect(documents > 0 && examined["chain"] == documents && examined["numbers"] == documents)
    let lines = try count(
      "select count(*) from releve.invoice_line where invoice_id > \(mark.invoice)", in: database)
    #expect(lines > 0 && examined["lines"] == lines)
    let events = try count(
      """
      select sum(accepted + duplicate + conflict + rejected) from releve.ingestion_batch
      where ingestion_id > \(mark.ingestion)
      """, in: database)
    #expect(events > 0 && examined["events"] == events)
  }

  @Test(arguments: [
    ("chain", "update releve.invoice set previous_digest = repeat('a', 64)"),
    ("numbers", "update releve.invoice set number = 'FR-2026-000009'"),
    ("lines", "update releve.invoice_line set amount = amount + 1"),
  ])
  func `a later row that was changed is named, an earlier one is the full audit's`(
    check: String, change: String
  ) throws {
    for (number, isLater) in [("FR-2026-000002", true), ("FR-2026-000001", false)] {
      let database = try AuditedWorld.make()
      let mark = try mark(in: database)
      try database.connect().run(
        script: """
          set session_replication_role = replica;
          \(change) where invoice_id
            = (select invoice_id from releve.invoice where number = '\(number)')
          """, name: "break")
      #expect((try database.audited(after: mark).broken(check) != nil) == isLater, "\(check)")
      #expect(try database.audited().broken(check) != nil, "\(check)")
    }
  }

  @Test func `a document that was examined and given another digest breaks the next one`() throws {
    let database = try AuditedWorld.make()
    let mark = try mark(in: database)
    try database.connect().run(
      script: """
        set session_replication_role = replica;
        update releve.invoice set digest = repeat('a', 64) where invoice_id = \(mark.invoice)
        """, name: "break")
    #expect(
      try database.audited(after: mark).broken("chain")?.document == "FR-2026-000002")
  }

  @Test func `a later event that was changed, or is gone, is named`() throws {
    for change in ["set quantity = quantity + 1", "set resource = 'other'"] {
      let database = try AuditedWorld.make()
      let mark = try mark(in: database)
      for (comparison, isNamed) in [(">", true), ("<=", false)] {
        let broken = try AuditedWorld.make(
          brokenBy:
            "update releve.event \(change) where ingestion_id \(comparison) \(mark.ingestion)")
        #expect((try broken.audited(after: mark).broken("events") != nil) == isNamed, "\(change)")
      }
      let gone = try AuditedWorld.make(
        brokenBy: "delete from releve.event where ingestion_id > \(mark.ingestion)")
      #expect(try gone.audited(after: mark).broken("events")?.column == "accepted")
    }
  }
}
