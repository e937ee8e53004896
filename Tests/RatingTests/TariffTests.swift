import Calendars
import Catalogue
import Documents
import Rating
import Testing

@Suite struct TariffTests {
  private let tariff: Tariff

  init() throws {
    let text = """
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
      """
    let node = try #require(try DocumentNode.documents(of: text, file: "f").first)
    guard case .priceList(let list) = try Document(node).content else {
      throw TestFailure.notAPriceList
    }
    tariff = Tariff(list)
  }

  private enum TestFailure: Error { case notAPriceList }

  private func day(_ text: String) throws -> LocalDate { try #require(LocalDate(text)) }

  @Test func `the version in force on the first day holds`() throws {
    let before = try tariff.charge(of: "p", from: day("2026-03-01"), to: day("2026-03-15"))
    #expect(before.version == "l@2026-01-01")
    let after = try tariff.charge(of: "p", from: day("2026-03-15"), to: day("2026-04-01"))
    #expect(after.version == "l@2026-03-15")
  }

  @Test func `a price that changes within the days is a gap`() throws {
    let (first, end) = (try day("2026-03-01"), try day("2026-04-01"))
    #expect(throws: Tariff.Gap.priceChanges(on: try day("2026-03-15"))) {
      try tariff.charge(of: "p", from: first, to: end)
    }
    // The same charge in both versions is no change.
    #expect(try tariff.charge(of: "q", from: first, to: end).version == "l@2026-01-01")
  }

  @Test func `no version and no price are gaps`() throws {
    let (first, end) = (try day("2025-12-01"), try day("2026-01-01"))
    #expect(throws: Tariff.Gap.noPrice) { try tariff.charge(of: "p", from: first, to: end) }
    let (march, april) = (try day("2026-02-01"), try day("2026-03-01"))
    #expect(throws: Tariff.Gap.noPrice) { try tariff.charge(of: "x", from: march, to: april) }
  }
}
