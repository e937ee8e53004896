import Invoicing
import Testing

/// VAT per category and rate, on the sum of the lines, rounded once; and currencies.
@Suite struct VATTests {
  private func world(_ vat: String, currency: String = "EUR") throws -> BillingWorld {
    try BillingWorld(
      BillingWorld.documents.replacing(
        """
          vat:
            category: S
            rate: "20.00"
            exceptions: [ { services: [Support], category: E, rate: "0", reason: Article 261 } ]
        """, with: "  vat: \(vat)"
      ).replacing("currency: EUR", with: "currency: \(currency)"))
  }

  private func march(_ world: BillingWorld) throws -> InvoiceDocument {
    try #require(try world.preview("2026-03").documents.first)
  }

  @Test(arguments: ["Z", "E", "AE", "G", "O"])
  func `every category without VAT says why`(category: String) throws {
    let world = try world("{ category: \(category), rate: 0, reason: Article 1 }")
    try world.ingest("a1 prod csp:fr1:act r 2026-03-20T10:00:00Z 1")
    let totals = try march(world).totals
    #expect(
      totals.vat.map { "\($0.category) \($0.rate) \($0.base) \($0.amount) \($0.reason ?? "")" }
        == ["\(category) 0 1.25 0.00 Article 1"])
    #expect(totals.gross == totals.net)
  }

  @Test func `several rates stand beside each other, rates by their value`() throws {
    let world = try world(
      """
      { category: S, rate: 20, exceptions: [
        { services: [Support], category: S, rate: "5.5" },
        { services: [OpenIaaS], category: S, rate: "20.0" } ] }
      """)
    try world.ingest(
      "a1 prod csp:fr1:act r 2026-03-02T10:00:00Z 1",
      "l1 prod csp:fr1:level vm 2026-02-28T23:00:00Z 1",
      "s1 prod csp:started r 2026-03-02T10:00:00Z 1")
    let totals = try march(world).totals
    // 5.5 comes before 20: by value. 80 × 5.5 % = 4.40; 13.25 × 20 % = 2.65.
    #expect(
      totals.vat.map { "\($0.rate) \($0.base) \($0.amount)" } == [
        "5.5 80.00 4.40", "20 13.25 2.65",
      ])
    #expect(totals.gross == "100.30")
  }

  @Test func `a VAT that changes within the month holds from the next one on`() throws {
    let world = try world(
      "[ { from: 2026-01-01, category: S, rate: 20 }, { from: 2026-03-02, category: S, rate: 21 } ]"
    )
    try world.ingest(
      "a1 prod csp:fr1:act r 2026-03-20T10:00:00Z 1", "a2 prod csp:fr1:act r 2026-04-20T10:00:00Z 1"
    )
    #expect(
      try world.preview("2026-04").documents.map { $0.totals.vat.map(\.rate) } == [["20"], ["21"]])
  }

  @Test func `two reasons of one category are both said`() throws {
    let world = try world(
      """
      { category: E, rate: 0, reason: Article 1, exceptions: [
        { services: [Support], category: E, rate: 0, reason: Article 2 } ] }
      """)
    try world.ingest(
      "a1 prod csp:fr1:act r 2026-03-02T10:00:00Z 1", "s1 prod csp:started r 2026-03-02T10:00:00Z 1"
    )
    #expect(try march(world).totals.vat.map(\.reason) == ["Article 1; Article 2"])
  }

  @Test(arguments: [
    // 3 × 1.25 and 1.25, each rounded; 20 % of the sum.
    ("JPY", ["1", "4", "1", "6"]), ("EUR", ["1.25", "3.75", "1.00", "6.00"]),
    ("KWD", ["1.250", "3.750", "1.000", "6.000"]),
  ])
  func `amounts have the currency's digits`(currency: String, amounts: [String]) throws {
    let world = try world("{ category: S, rate: 20 }", currency: currency)
    for day in 1...3 { try world.ingest("a\(day) prod csp:fr1:act r 2026-03-0\(day)T10:00:00Z 1") }
    try world.ingest("d1 dev csp:fr1:act r 2026-03-03T10:00:00Z 1")
    let document = try march(world)
    #expect(document.currency == currency)
    let vat = document.totals.vat.map(\.amount)
    #expect(document.lines.map(\.amount) + vat + [document.totals.gross] == amounts)
  }
}
