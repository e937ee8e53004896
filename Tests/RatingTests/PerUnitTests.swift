import Catalogue
import Decimals
import Documents
import Rating
import Testing

@Suite struct PerUnitTests {
  @Test(arguments: [
    ("8", "8", "1"), ("20", "8", "2.5"), ("1", "3", "0.333333"), ("2", "3", "0.666667"),
    ("1", "0.5", "2"), ("5", "0.025", "200"), ("1000000", "1000000", "1"),
    ("1", "100000000000000000", "0"),
  ])
  func `billed units are units by their size, to 6 decimals`(
    quantity: String, size: String, units: String
  ) throws {
    let text = """
      kind: Catalogue
      name: c
      spec:
        products:
          - { product: p, sku: p, label: { fr: p, en: p }, service: S, unit: u,
              unit_size: "\(size)", meter: { aggregation: sum } }
      """
    let node = try #require(try DocumentNode.documents(of: text, file: "f").first)
    guard case .catalogue(let catalogue) = try Document(node).content else {
      throw RatingTestFailure.notAPriceList
    }
    let product = try #require(catalogue.products.first)
    let billed = try product.billedUnits(of: DecimalNumber(quantity, limits: .quantity))
    #expect(billed.plain == units)
  }

  @Test(arguments: [
    ("14.096774", "12.00", "EUR", "169.16"),  // contract.md's own example: 169.161288
    ("0", "12.00", "EUR", "0.00"),
    ("0.5", "0.01", "EUR", "0.01"),  // half up, not half to even
    ("1.5", "0.01", "EUR", "0.02"),
    ("0.499999", "0.01", "EUR", "0.00"),
    ("0.5", "-0.01", "EUR", "-0.01"),  // a credit mirrors its charge
    ("3", "0.333333333", "EUR", "1.00"),
    ("2.5", "1", "JPY", "3"),
    ("1", "0.0005", "KWD", "0.001"),
    ("999999999999999999.999999", "0.000000001", "EUR", "1000000000.00"),
    ("123456789012.123456", "999999999999.999999999", "EUR", "123456789012123455999876.54"),
  ])
  func `quantity times price, rounded once`(
    quantity: String, price: String, currency: String, amount: String
  ) throws {
    let pricing = try charge("{ model: per_unit, unit_price: '\(price)' }")
      .pricing(of: DecimalNumber(quantity, limits: .quantity))
    let currency = try #require(Currency(code: currency))
    #expect(try pricing.amount(in: currency).description == amount)
  }

  @Test(arguments: [
    ("0", "12.00", "0"),
    ("123456.789012", "-0.123456789", "-15241.578751672002468"),
    (
      "999999999999999999.999999999999999999", "0.000000001",
      "999999999.999999999999999999999999999"
    ),
    (
      "999999999999999999.999999999999999999", "999999999999.999999999",
      "999999999999999999998999999999.999999000000000000000000001"
    ),
    ("0.000000000000000001", "0.000000001", "0.000000000000000000000000001"),
    ("0.000000000000000001", "-999999999999", "-0.000000999999999999"),
  ])
  func `the unrounded amount is exact`(quantity: String, price: String, amount: String) throws {
    let priced = try Priced(quantity, by: "{ model: per_unit, unit_price: '\(price)' }")
    #expect(priced.amount == amount)
    #expect(priced.parts == ["\(quantity) × \(price)"])
  }

  @Test(arguments: [("0", "0"), ("2.5", "0"), ("3", "5"), ("2.500001", "0.00001"), ("1", "0")])
  func `free units are taken off first`(quantity: String, amount: String) throws {
    let charge = "{ model: per_unit, unit_price: 10, included: 2.5 }"
    #expect(try Priced(quantity, by: charge).amount == amount)
  }

  @Test func `an amount that cannot be held is an error`() throws {
    let pricing = try charge("{ model: per_unit, unit_price: 999999999999 }")
      .pricing(of: DecimalNumber(coefficient: .max, scale: 0))
    let euro = try #require(Currency(code: "EUR"))
    #expect(throws: DecimalError.overflow) { try pricing.amount(in: euro) }
  }
}
