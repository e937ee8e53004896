import Calendars
import Invoicing
import TestSupport
import Testing

/// Heads that were kept outside prove that nothing before them was changed.
@Suite struct AuditHeadTests {
  private func heads(_ database: TestDatabase) throws -> [InvoiceArchive.Head] {
    try InvoiceArchive(database.connect(role: "releve_auditor")).heads()
  }

  @Test func `heads hold while documents are added`() throws {
    let issued = try IssuedWorld()
    let heads = try heads(issued.world.database)
    try issued.world.ingest("a9 prod csp:fr1:act r 2026-12-20T10:00:00Z 1")
    try issued.issue("2027-01", on: "2027-02-02")
    let result = try issued.world.database.audited(heads: heads)
    #expect(result.failures == [])
    #expect(result.checks.first { $0.name == "head" }?.examined == 3)
    #expect(try InvoiceArchive(issued.world.connection).heads() != heads)
  }

  @Test func `a document that is gone, and was the last, is missed`() throws {
    let heads = try heads(AuditedWorld.make())
    let database = try AuditedWorld.make(
      brokenBy: """
        delete from releve.invoice_line using releve.invoice
        where invoice.invoice_id = invoice_line.invoice_id and series = 'GC';
        delete from releve.invoice where series = 'GC'
        """)
    // By itself, what is left holds.
    #expect(try database.audited().failures == [])
    let row = try #require(try database.audited(heads: heads).broken("head"))
    #expect(row.document == "GC-2027-000001")
    #expect(row.column == "digest")
    #expect(row.found == "no such document")
  }

  @Test func `a chain that was made anew has other digests`() throws {
    let heads = try heads(AuditedWorld.make())
    let database = try AuditedWorld.make(
      brokenBy: """
        update releve.invoice
        set document = replace(document, 'Acte', 'Pacte'),
          digest = encode(sha256(
            convert_to(previous_digest || replace(document, 'Acte', 'Pacte'), 'UTF8')), 'hex')
        where number = 'FR-2027-000001';
        update releve.invoice_line set label = 'Pacte'
        where label = 'Acte' and invoice_id = (
          select invoice_id from releve.invoice where number = 'FR-2027-000001')
        """)
    #expect(try database.audited().failures == [])
    let row = try #require(try database.audited(heads: heads).broken("head"))
    #expect(row.document == "FR-2027-000001")
    #expect(row.expected == heads.first { $0.series == "FR" }?.digest)
  }

  @Test func `a head says how many documents there are up to it, and when`() throws {
    let database = try AuditedWorld.make()
    let head = try #require(try heads(database).first)
    let day = try #require(LocalDate("2027-01-05"))
    for (wrong, column) in [
      (head.changed(documents: 2), "documents"), (head.changed(issuedOn: day), "issued_on"),
      (head.changed(series: "GB"), "series"),
    ] {
      #expect(try database.audited(heads: [wrong]).broken("head")?.column == column)
    }
    #expect(try database.audited(heads: [head, head]).failures == [])
    #expect(try database.audited(heads: [head, head.changed(documents: 2)]).failures.count == 1)
  }

  @Test func `heads are read from JSON, an array or lines`() throws {
    let digest = String(repeating: "0a", count: 32)
    let json = """
      {"series":"FR","number":"FR-2026-000001","issued_on":"2026-11-03","documents":1,\
      "digest":"\(digest)"}
      """
    let head = try #require(InvoiceArchive.Head.heads(of: "[\(json)]")?.first)
    #expect(head.digest == digest && head.documents == 1 && head.issuedOn.day == 3)
    #expect(InvoiceArchive.Head.heads(of: "\(json)\n\(json)\n") == [head, head])
    #expect(InvoiceArchive.Head.heads(of: "[]") == [])
    for wrong in ["", "{}", "[{}]", "\(json)\nx", json.replacing("11-03", with: "11-31")] {
      #expect(InvoiceArchive.Head.heads(of: wrong) == nil, "\(wrong)")
    }
  }
}

extension InvoiceArchive.Head {
  fileprivate func changed(
    series: String? = nil, documents: Int? = nil, issuedOn: LocalDate? = nil
  ) -> InvoiceArchive.Head {
    let json = """
      [{"series":"\(series ?? self.series)","number":"\(number)",\
      "issued_on":"\(issuedOn ?? self.issuedOn)","documents":\(documents ?? self.documents),\
      "digest":"\(digest)"}]
      """
    return InvoiceArchive.Head.heads(of: json)?.first ?? self
  }
}
