import Calendars
import Catalogue
import Decimals
import Invoicing
import PostgreSQL
import TestSupport
import Testing

/// The sales journal: documents by account and VAT rate.
@Suite struct SalesJournalTests {
  private func entries(
    _ month: SalesJournal.Month, in world: BillingWorld
  ) throws -> [JournalEntry] {
    var entries: [JournalEntry] = []
    let journal = SalesJournal(
      world.connection, directory: try DocumentStore(world.connection).directory())
    try journal.entries(month) { entries.append($0) }
    return entries
  }

  private func period(_ text: String) throws -> Period { try #require(Period(text)) }

  private func summary(_ entries: [JournalEntry]) -> [String] {
    entries.map {
      "\($0.document.number) \($0.account) \($0.vatCategory) \($0.vatRate)"
        + " \($0.net) \($0.vat) \($0.gross)"
    }
  }

  @Test func `a month is what bills it, or what is dated in it`() throws {
    let world = try IssuedWorld().world
    #expect(
      try summary(entries(.billed(period("2026-10")), in: world)) == [
        "FR-2026-000001 706000 E 0 160.00 0.00 160.00",
        "FR-2026-000001 706000 S 20.00 2.50 0.50 3.00",
      ])
    #expect(try entries(.issued(period("2026-10")), in: world).isEmpty)
    // Credit notes are negative.
    let december = [
      "FR-2027-000001 706000 E 0 -160.00 0.00 -160.00",
      "FR-2027-000001 706000 S 20.00 -1.25 -0.25 -1.50",
      "GC-2027-000001 706000 G 0 -1.25 0.00 -1.25",
    ]
    #expect(try summary(entries(.issued(period("2027-01")), in: world)) == december)
    #expect(try summary(entries(.billed(period("2026-12")), in: world)) == december)
  }

  /// Acme's OpenIaaS has an account in the contract, Housing one in the catalogue.
  private static let accounts = IssuedWorld.documents
    .replacing("service: Housing", with: "account: \"706200\", service: Housing")
    .replacing(
      "  payment_terms_days: 30\n",
      with: """
          payment_terms_days: 30
          accounts: { OpenIaaS: "706100" }
          discounts: [ { percent: "7.77", services: [Housing] }, { percent: "1" } ]
          charges:
            - { id: a, period: 2026-10, label: { fr: A, en: A }, amount: "9.99", service: Setup }
            - { id: b, period: 2026-10, label: { fr: B, en: B }, amount: -0.37, service: OpenIaaS }

        """)

  @Test func `a line is booked on its contract's account, its product's, its service's`() throws {
    let world = try BillingWorld(Self.accounts)
    try world.ingest(
      "l1 prod csp:fr1:level vm 2026-10-31T10:00:00Z 1",
      "a1 prod csp:fr1:act r 2026-10-20T10:00:00Z 1",
      "s1 prod csp:started r 2026-10-22T10:00:00Z 1.5")
    try world.issue("2026-10", on: "2026-11-03", organisations: ["acme"])
    let entries = try entries(.billed(period("2026-10")), in: world)
    let document = try InvoiceArchive(world.connection).document("FR-2026-000001")
    #expect(
      document.summary.map { $0.replacing("2026-10 ", with: "") } == [
        "usage act prod 1 × 1.25 = 1.25", "usage level prod 0.032258 × 12.00 = 0.39",
        "usage started prod 2 × 80 = 160.00", "one_off - - 1 × 9.99 = 9.99",
        "one_off - - 1 × -0.37 = -0.37", "discount - - 1 × -0.10 = -0.10",
        "discount - - 1 × -1.60 = -1.60", "discount - - 1 × -0.02 = -0.02",
      ])
    // Housing's discount stands beside its products; that on everything and Setup have none.
    #expect(
      summary(entries) == [
        "FR-2026-000001 706000 E 0 158.40 0.00 158.40",
        "FR-2026-000001 706000 S 20.00 9.97 2.00 11.97",
        "FR-2026-000001 706100 S 20.00 0.02 0.00 0.02",
        "FR-2026-000001 706200 S 20.00 1.15 0.23 1.38",
      ])
  }

  @Test func `rows add up to each document's totals`() throws {
    let world = try IssuedWorld(Self.accounts).world
    for entry in try InvoiceArchive(world.connection).entries() {
      let rows = try entries(.billed(entry.period), in: world)
        .filter { $0.document.number == entry.number }
      #expect(!rows.isEmpty)
      #expect(try rows.reduce(.zero) { try $0 + $1.net } == entry.net)
      #expect(try rows.reduce(.zero) { try $0 + $1.gross } == entry.gross)
      let vat = try rows.reduce(DecimalNumber.zero) { try $0 + $1.vat }
      #expect(try entry.net + vat == entry.gross)
    }
  }

  @Test func `a contract's own account goes before its products'`() throws {
    let world = try IssuedWorld(
      Self.accounts.replacing("  accounts: {", with: "  account: \"701\"\n  accounts: {")
    ).world
    #expect(
      try Set(entries(.billed(period("2026-10")), in: world).map(\.account)) == ["701", "706100"])
    #expect(
      try entries(.issued(period("2026-12")), in: world)
        .filter { $0.document.organisation == "beta" }.map(\.account) == ["706000", "706200"])
  }

  @Test func `a document that was changed is named, not booked`() throws {
    let world = try IssuedWorld().world
    try world.database.connect().run(
      script: """
        update releve.invoice_line set amount = 1.26 where (invoice_id, line) in (
          select invoice_id, 1 from releve.invoice where number = 'FR-2026-000002')
        """, name: "break")
    #expect(
      throws: JournalError.documentDiffers(
        "FR-2026-000002", lines: "1.26 net and 1.51 with VAT", totals: "1.25 and 1.50")
    ) { try entries(.billed(period("2026-11")), in: world) }
    #expect(try entries(.billed(period("2026-10")), in: world).count == 2)
  }
}
