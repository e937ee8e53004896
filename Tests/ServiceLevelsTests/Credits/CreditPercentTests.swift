import Catalogue
import Decimals
import ServiceLevels
import Testing

/// Credits as amounts: exact until they are rounded once.
@Suite struct CreditPercentTests {
  private func number(_ text: String) throws -> DecimalNumber {
    try DecimalNumber(text, limits: .quantity)
  }

  @Test(arguments: [
    ("100.00", "10", 2, "10.00"), ("0.05", "10", 2, "0.01"), ("0.04", "10", 2, "0.00"),
    ("1005", "10", 0, "101"), ("1004", "10", 0, "100"), ("1.005", "10", 3, "0.101"),
    ("-0.05", "10", 2, "-0.01"), ("123456789012.34", "33.333333333", 2, "41152263003.70"),
    ("0", "100", 2, "0.00"), ("12", "100", 2, "12.00"),
    ("999999999999999999.99", "100", 2, "999999999999999999.99"),
  ])
  func `a band's percentage of a basis is rounded half up`(
    basis: String, percent: String, digits: Int, amount: String
  ) throws {
    let credit = CreditPercent(try number(percent))
    #expect(try credit.printed.description == percent)
    #expect(
      try credit.credit(on: number(basis), minorDigits: digits).description == amount)
  }

  @Test func `missing points are multiplied exactly, not as they are printed`() throws {
    // Up for two thirds: 99.9 − 66.666… = 33.2333… points, printed as 33.23333.
    let third = try #require(
      Fraction(DecimalNumber(2)).divided(by: Fraction(DecimalNumber(3))))
    let credit = ServiceCredits.pointGap(cap: nil).percent(at: third, target: try number("99.9"))
    #expect(try credit.printed.description == "33.23333")
    // 33.23333 % of three million would be 996999.90.
    let amount = try credit.credit(on: number("3000000.00"), minorDigits: 2)
    #expect(amount.description == "997000.00")
  }

  @Test func `half a cent of exact points goes up`() throws {
    // 0.1 points of 5.00 are 0.005.
    let credit = ServiceCredits.pointGap(cap: nil)
      .percent(at: Fraction(try number("0.998")), target: try number("99.9"))
    #expect(try credit.printed.description == "0.1")
    #expect(try credit.credit(on: number("5.00"), minorDigits: 2).description == "0.01")
    #expect(try credit.credit(on: number("4.99"), minorDigits: 2).description == "0.00")
  }

  @Test func `a target that is met gives nothing back`() throws {
    let met = Fraction(try number("0.999"))
    let points = ServiceCredits.pointGap(cap: nil).percent(at: met, target: try number("99.9"))
    #expect(try points.printed.isZero)
    let above = ServiceCredits.pointGap(cap: try number("30"))
      .percent(at: Fraction(.one), target: try number("99.9"))
    #expect(try above.credit(on: number("100"), minorDigits: 2).isZero)
    #expect(try CreditPercent.none.credit(on: number("100"), minorDigits: 2).isZero)
  }

  @Test func `an amount that no decimal holds is an error`() throws {
    let credit = CreditPercent(DecimalNumber(100))
    #expect(throws: DecimalError.overflow) {
      try credit.credit(
        on: DecimalNumber(coefficient: .max, scale: 0), minorDigits: 2)
    }
  }
}
