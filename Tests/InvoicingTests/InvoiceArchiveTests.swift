import Calendars
import Invoicing
import Testing

/// Lists of issued documents, and the heads of their chains.
@Suite struct InvoiceArchiveTests {
  @Test func `a list is narrowed to what is asked for`() throws {
    let archive = InvoiceArchive(try IssuedWorld().world.connection)
    let numbers = { (change: (inout InvoiceArchive.Filter) -> Void) in
      var filter = InvoiceArchive.Filter()
      change(&filter)
      return try archive.entries(filter).map(\.number)
    }
    let all = [
      "FR-2026-000001", "FR-2026-000002", "GB-2026-000001", "FR-2027-000001", "GC-2027-000001",
    ]
    #expect(try numbers { _ in } == all)
    #expect(try numbers { $0.organisations = ["beta"] } == ["GB-2026-000001", "GC-2027-000001"])
    #expect(try numbers { $0.organisations = ["acme", "beta"] } == all)
    #expect(try numbers { $0.contracts = ["beta-2026"] } == ["GB-2026-000001", "GC-2027-000001"])
    #expect(try numbers { $0.from = Period("2026-12") } == ["FR-2027-000001", "GC-2027-000001"])
    #expect(try numbers { $0.to = Period("2026-10") } == ["FR-2026-000001"])
    #expect(try numbers { $0.issuedIn = Period("2026-12") } == Array(all[1...2]))
    #expect(try numbers { $0.kind = .creditNote } == ["FR-2027-000001", "GC-2027-000001"])
    #expect(try numbers { $0.series = "FR" } == [all[0], all[1], all[3]])
    #expect(try numbers { $0.year = 2027 } == ["FR-2027-000001", "GC-2027-000001"])
    #expect(
      try numbers {
        $0.organisations = ["acme"]
        $0.kind = .invoice
        $0.to = Period("2026-11")
        $0.from = Period("2026-11")
      } == ["FR-2026-000002"])
    #expect(try numbers { $0.series = "XX" }.isEmpty)
  }

  @Test func `each series has its last document for a head`() throws {
    let world = try BillingWorld(IssuedWorld.documents)
    #expect(try InvoiceArchive(world.connection).heads().isEmpty)
    let archive = InvoiceArchive(try IssuedWorld().world.connection)
    let heads = try archive.heads()
    #expect(
      heads.map { "\($0.series) \($0.number) \($0.issuedOn) \($0.documents)" } == [
        "FR FR-2027-000001 2027-01-04 3", "GB GB-2026-000001 2026-12-02 1",
        "GC GC-2027-000001 2027-01-04 1",
      ])
    for head in heads { #expect(try archive.document(head.number).digest == head.digest) }
  }
}
