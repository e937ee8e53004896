import Calendars
import Catalogue
import Decimals
import Documents
import Invoicing
import Rating
import Testing

/// What a quantity would cost, and by which steps.
@Suite struct PriceSimulationTests {
  /// A world of documents without a database.
  static let documents = """
    kind: Catalogue
    name: c
    spec:
      products:
        - { product: vm, sku: "csp:vm", label: { fr: Machine, en: Machine }, service: Compute,
            unit: VM, meter: { aggregation: sum } }
        - { product: hour, sku: "csp:hour", label: { fr: Heure, en: Hour }, service: Support,
            unit: h, started_units: true, meter: { aggregation: sum } }
        - { product: unpriced, sku: "csp:u", label: { fr: Rien, en: Nothing }, service: Support,
            unit: h, meter: { aggregation: sum } }
    ---
    kind: PriceList
    name: l
    spec:
      currency: EUR
      versions:
        - from: 2026-01-01
          prices:
            - { product: vm, charge: { model: per_unit, unit_price: "12.00" } }
            - { product: hour, charge: { model: per_unit, unit_price: 80 } }
        - from: 2026-10-15
          prices:
            - { product: vm, charge: { model: per_unit, unit_price: "13.00" } }
            - { product: hour, charge: { model: per_unit, unit_price: 90 } }
    ---
    kind: PriceList
    name: other
    spec:
      currency: EUR
      from: 2026-01-01
      prices:
        - { product: vm, charge: { model: flat, amount: "7" } }
        - { product: hour, charge: { model: per_unit, unit_price: 1 } }
    ---
    kind: PriceList
    name: dollars
    spec: { currency: USD, from: 2026-01-01, prices: [] }
    ---
    kind: Organisation
    name: acme
    spec:
      legal_name: ACME SAS
      address: { line1: 1 rue B, postcode: "75002", city: Paris, country: FR }
    ---
    kind: Contract
    name: acme-2026
    spec:
      organisation: acme
      seller: s
      price_list: l
      from: 2026-02-01
      to: 2027-01-01
      vat:
        category: S
        rate: "20.00"
        exceptions: [ { services: [Support], category: E, rate: "0", reason: Article 261 } ]
      discounts:
        - { percent: "10", services: [Compute] }
        - { percent: "2.5" }
        - { percent: "50", services: [Support] }
      overrides:
        - { product: vm, from: 2026-06-01, charge: { model: per_unit, unit_price: "10.005" } }
      commitments: [ { product: vm, quantity: 5, from: 2026-03-01, months: 6 } ]
      minimum_monthly: [ { from: 2026-04-01, amount: "100" } ]
    """

  private let directory: Directory

  init() throws {
    var directory = Directory()
    for node in try DocumentNode.documents(of: Self.documents, file: "world.yaml") {
      directory.put(try Document(node).content)
    }
    self.directory = directory
  }

  private func simulation(
    _ product: String, _ quantity: String, on day: String,
    by basis: PriceBasis = .contract(of: "acme", priceList: nil)
  ) throws -> PriceSimulation {
    try directory.priceSimulation(
      of: DecimalNumber(quantity, limits: .quantity), product: product, by: basis,
      on: try #require(LocalDate(day)))
  }

  @Test func `own price, rounding, discounts one after the other, VAT`() throws {
    let price = try simulation("vm", "3", on: "2026-06-01")
    #expect(price.priced.version == "acme-2026@2026-06-01" && price.priced.isOverride)
    // 3 × 10.005 = 30.015 -> 30.02; 10 % of 30.02 = 3.002 -> 3.00; 2.5 % of 27.018 = 0.67545.
    #expect(price.pricing?.unrounded.description == "30.015")
    #expect(price.amount.description == "30.02")
    #expect(price.discounts.map(\.base.description) == ["30.02", "27.018"])
    #expect(price.discounts.map(\.amount.description) == ["3.00", "0.68"])
    #expect(price.net.description == "26.34")
    #expect(price.tax?.amount.description == "5.27" && price.total.description == "31.61")
    #expect(price.commitments.map(\.commitment.quantity.description) == ["5"])
    #expect(price.commitments.map(\.end.description) == ["2026-09-01"])
    #expect(price.minimumMonthly.description == "100")
  }

  @Test func `what has not begun, or is over, does not count`() throws {
    let price = try simulation("vm", "1", on: "2026-02-01")
    #expect(price.priced.version == "l@2026-01-01" && !price.priced.isOverride)
    #expect(price.commitments.isEmpty && price.minimumMonthly.isZero)
    #expect(try simulation("vm", "1", on: "2026-08-31").commitments.count == 1)
    #expect(try simulation("vm", "1", on: "2026-09-01").commitments.isEmpty)
  }

  @Test func `started units are due, and nothing where nothing is used`() throws {
    let price = try simulation("hour", "1.0000004", on: "2026-05-05")
    // To 6 decimals first, as on an invoice.
    #expect(price.quantity.description == "1")
    #expect(try simulation("hour", "1.000001", on: "2026-05-05").quantity.description == "2")
    #expect(price.tax?.treatment.reason == "Article 261" && price.tax?.amount.isZero == true)
    let nothing = try simulation("vm", "0", on: "2026-05-05", by: .priceList("other"))
    #expect(nothing.pricing == nil && nothing.total.description == "0.00")
  }

  @Test
  func `a list alone has no discount and no VAT; beside a contract it takes its list's place`()
    throws
  {
    let alone = try simulation("vm", "3", on: "2026-06-01", by: .priceList("other"))
    #expect(alone.total.description == "7.00" && alone.discounts.isEmpty && alone.tax == nil)
    let basis = PriceBasis.contract(of: "acme", priceList: "other")
    #expect(try simulation("hour", "2", on: "2026-06-01", by: basis).amount.description == "2.00")
    // Its own price stays.
    #expect(try simulation("vm", "3", on: "2026-06-01", by: basis).amount.description == "30.02")
  }

  @Test func `where an invoice takes the terms of another day, that is said`() throws {
    let day = { (product: String, date: String) in
      try simulation(product, "1", on: date).invoiceTermsDay?.description
    }
    // Started hours are not divided: the first of the month prices them. An own price stays.
    #expect(try day("hour", "2026-10-20") == "2026-10-01")
    #expect(try day("hour", "2026-10-14") == nil)
    #expect(try day("vm", "2026-10-20") == nil)
  }

  @Test func `what does not exist is named, with what may have been meant`() throws {
    let cases: [(product: String, basis: PriceBasis, date: String, code: String, hint: String)] = [
      ("houor", .priceList("l"), "2026-05-05", "unknown_product", "`hour`"),
      ("vm", .priceList("othr"), "2026-05-05", "unknown_price_list", "`other`"),
      ("vm", .priceList("xyz-list"), "2026-05-05", "unknown_price_list", "releve get PriceList"),
      (
        "vm", .contract(of: "acme", priceList: nil), "2026-01-31", "no_contract",
        "`acme-2026` from 2026-02-01 to 2027-01-01"
      ),
      ("vm", .contract(of: "acme", priceList: nil), "2027-01-01", "no_contract", "--date"),
      ("unpriced", .contract(of: "acme", priceList: nil), "2026-05-05", "no_price", "`l`"),
      ("vm", .priceList("l"), "2025-12-31", "no_price", "2025-12-31"),
      (
        "vm", .contract(of: "acme", priceList: "dollars"), "2026-05-05", "other_currency",
        "name a list in EUR"
      ),
    ]
    for (product, basis, date, code, hint) in cases {
      let error = #expect(throws: TermsError.self) {
        try simulation(product, "1", on: date, by: basis)
      }
      #expect(error?.code == code)
      #expect(error.map { "\($0)" }?.contains(hint) == true, "\(error.map { "\($0)" } ?? "")")
    }
    let basis = PriceBasis.contract(of: "acmee", priceList: nil)
    #expect(throws: InvoicingError.unknownOrganisation("acmee", nearest: ["acme"])) {
      try simulation("vm", "1", on: "2026-05-05", by: basis)
    }
  }
}
