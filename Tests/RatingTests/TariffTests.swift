import Calendars
import Catalogue
import Documents
import Rating
import Testing

@Suite struct TariffTests {
  private let list: PriceList

  init() throws {
    list = try priceList(
      """
      kind: PriceList
      name: l
      spec:
        currency: EUR
        versions:
          - from: 2026-01-01
            prices:
              - { product: p, charge: { model: per_unit, unit_price: "1" } }
              - { product: q, charge: { model: per_unit, unit_price: "5" } }
          - from: 2026-03-15
            prices:
              - { product: p, charge: { model: per_unit, unit_price: "2" } }
              - { product: q, charge: { model: per_unit, unit_price: "5.00" } }
              - { product: new, charge: { model: flat, amount: 7 } }
      """)
  }

  private func day(_ text: String) throws -> LocalDate { try #require(LocalDate(text)) }

  /// Stretches as `DAY VERSION`.
  private func stretches(
    _ product: String, _ first: String, _ end: String, of contract: Contract? = nil
  ) throws -> [String] {
    try Tariff(list, of: contract).stretches(of: product, from: day(first), to: day(end))
      .map { "\($0.from) \($0.charge?.version ?? "-")" }
  }

  @Test func `a version holds until the next begins`() throws {
    let tariff = Tariff(list)
    #expect(try tariff.charge(of: "p", on: day("2026-03-14"))?.version == "l@2026-01-01")
    #expect(try tariff.charge(of: "p", on: day("2026-03-15"))?.version == "l@2026-03-15")
    #expect(try tariff.charge(of: "p", on: day("2025-12-31")) == nil)
    #expect(try tariff.charge(of: "x", on: day("2026-03-15")) == nil)
  }

  @Test func `days are divided where the charge changes, and nowhere else`() throws {
    #expect(
      try stretches("p", "2026-03-01", "2026-04-01")
        == ["2026-03-01 l@2026-01-01", "2026-03-15 l@2026-03-15"])
    // The same charge in both versions is no change.
    #expect(try stretches("q", "2026-03-01", "2026-04-01") == ["2026-03-01 l@2026-01-01"])
    #expect(try stretches("new", "2026-03-01", "2026-04-01").first == "2026-03-01 -")
    // Bounds are half-open.
    #expect(try stretches("p", "2026-03-15", "2026-04-01") == ["2026-03-15 l@2026-03-15"])
    #expect(try stretches("p", "2026-03-01", "2026-03-15") == ["2026-03-01 l@2026-01-01"])
  }

  @Test func `a contract's own price comes before the list's, from its day on`() throws {
    let node = try #require(
      try DocumentNode.documents(
        of: """
          kind: Contract
          name: c
          spec:
            organisation: o
            seller: s
            price_list: l
            from: 2026-01-01
            vat: { category: S, rate: "20" }
            overrides:
              - { product: p, from: 2026-03-10, charge: { model: per_unit, unit_price: "2" } }
              - { product: p, from: 2026-03-20, charge: { model: per_unit, unit_price: "3" } }
          """, file: "f"
      ).first)
    guard case .contract(let contract) = try Document(node).content else {
      throw RatingTestFailure.notAContract
    }
    // From the 15th on the list's price is the override's, which holds anyway.
    #expect(
      try stretches("p", "2026-03-01", "2026-04-01", of: contract)
        == ["2026-03-01 l@2026-01-01", "2026-03-10 c@2026-03-10", "2026-03-20 c@2026-03-20"])
    #expect(
      try stretches("q", "2026-03-01", "2026-04-01", of: contract) == ["2026-03-01 l@2026-01-01"])
  }
}
