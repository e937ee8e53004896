import Invoicing
import Testing

@testable import Reports

/// How a line's quantity and price are said within France's limits, at the line's own amount.
@Suite struct BilledPriceTests {
  private func price(
    _ quantity: String, _ unitPrice: String?, _ amount: String, minorDigits: Int = 2
  ) throws -> BilledPrice {
    let json = """
      {"line":1,"kind":"usage","label":"l","period":"2026-10","from":"","to":"",\
      "quantity":"\(quantity)","unit":"GB","unit_code":"E34",\
      "unit_price":\(unitPrice.map { "\"\($0)\"" } ?? "null"),"amount":"\(amount)",\
      "vat_category":"S","vat_rate":"20"}
      """
    return try BilledPrice(.read(json), minorDigits: minorDigits)
  }

  private func expect(
    _ price: BilledPrice, _ quantity: String, _ amount: String, per base: String? = nil,
    isAsBilled: Bool = true, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(price.quantity == quantity, sourceLocation: sourceLocation)
    #expect(price.price == amount, sourceLocation: sourceLocation)
    #expect(price.base == base, sourceLocation: sourceLocation)
    #expect(price.isAsBilled == isAsBilled, sourceLocation: sourceLocation)
    #expect(price.unitCode == (isAsBilled ? "E34" : "C62"), sourceLocation: sourceLocation)
  }

  @Test func `what fits is as it was billed`() throws {
    expect(try price("14.0967", "12.00", "169.16"), "14.0967", "12.00")
    // 0.0001 × 0.000001 is next to nothing, and is rounded to nothing.
    expect(try price("0.0001", "0.000001", "0.00"), "0.0001", "0.000001")
    expect(try price("2.50000000", "3.0000000", "7.50"), "2.5", "3")
    expect(try price("3", "5", "15", minorDigits: 0), "3", "5")
  }

  @Test func `a price of more than 6 decimals is that of more units`() throws {
    expect(try price("1000000", "0.0000001", "0.10"), "1000000", "0.000001", per: "10")
    expect(try price("7654321", "0.00000012", "0.92"), "7654321", "0.000012", per: "100")
    expect(try price("9", "123.123456789", "1108.11"), "9", "123123.456789", per: "1000")
  }

  @Test func `what is to the other party's credit has a negative quantity, not price`() throws {
    expect(try price("1", "-5.00", "-5.00"), "-1", "5.00")
    // On a credit note, where quantity and amount are inverted.
    expect(try price("-1", "-5.00", "5.00"), "1", "5.00")
    expect(try price("-2.5", "2", "-5.00"), "-2.5", "2")
  }

  @Test func `what does not fit is one lump sum, and what is due for nothing is none`() throws {
    // Five decimals of a quantity; no price; a price of which the amount does not come.
    expect(try price("1.00001", "2", "2.00"), "1", "2.00", isAsBilled: false)
    expect(try price("3", nil, "-7.01"), "-1", "7.01", isAsBilled: false)
    expect(try price("3", "2", "6.01"), "1", "6.01", isAsBilled: false)
    // Prices have to be above 0.
    expect(try price("3", "0.00", "0.00"), "0", "1", isAsBilled: false)
    expect(try price("0.00001", "2", "0.00"), "0", "1", isAsBilled: false)
    // 20 characters of a quantity, and of a price for more units.
    expect(
      try price("1234567890123456.7891", "1", "1234567890123456.79"), "1", "1234567890123456.79",
      isAsBilled: false)
    expect(
      try price("1", "999999999999.123456789", "999999999999.12"), "1", "999999999999.12",
      isAsBilled: false)
  }

  @Test func `19 characters are the most`() throws {
    expect(
      try price("12345678901234567.89", "1", "12345678901234567.89"), "12345678901234567.89", "1")
  }

  @Test func `a number that is none is told with its place`() {
    #expect(throws: ElectronicInvoiceError.unreadable("quantity of line 1", "x")) {
      try price("x", "1", "1.00")
    }
  }
}
