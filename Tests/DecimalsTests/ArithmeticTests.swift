import Decimals
import Testing

/// Cases written by hand: the edges of 128 bits, and the ties that money meets.
@Suite struct ArithmeticTests {
  private func number(_ text: String) throws -> DecimalNumber {
    try DecimalNumber(text, limits: .quantity)
  }

  @Test(arguments: [
    ("0.005", "0.01"), ("-0.005", "-0.01"), ("0.0049", "0.00"), ("-0.0049", "0.00"),
    ("2.675", "2.68"), ("1.005", "1.01"), ("-2.675", "-2.68"), ("0.994999999999999999", "0.99"),
    ("7", "7.00"),
  ])
  func `rounds to cents`(text: String, cents: String) throws {
    #expect(try number(text).rounded(to: 2).description == cents)
  }

  @Test(arguments: [
    ("1.2", "2"), ("-1.2", "-1"), ("2", "2"), ("2.000", "2"), ("0.000001", "1"),
    ("-0.999", "0"), ("0", "0"),
  ])
  func `rounds up to whole units`(text: String, whole: String) throws {
    #expect(try number(text).roundedUpToWhole().description == whole)
  }

  @Test func `the largest and the smallest number survive, one more overflows`() throws {
    let largest = DecimalNumber(coefficient: .max, scale: 0)
    let smallest = largest.negated
    #expect(try (largest - .one) + .one == largest)
    #expect(try largest + smallest == .zero)
    #expect(throws: DecimalError.overflow) { try largest + .one }
    #expect(throws: DecimalError.overflow) { try smallest - .one }
    #expect(throws: DecimalError.overflow) {
      try largest + DecimalNumber(coefficient: 0, scale: 1)
    }
  }

  @Test func `a product of 256 bits is held until it is rounded`() throws {
    let wide = DecimalNumber(coefficient: .max, scale: 36)
    let product = try wide.multiplied(by: wide, roundedTo: 33)
    #expect(product.description == "28948.022309329048855892746252171976963")
    #expect(throws: DecimalError.overflow) { try wide.multiplied(by: wide, roundedTo: 36) }
  }

  /// 35 × ((2¹²⁹ - 1) ÷ 7) is ten times the largest 128-bit integer, and a half: rounding it up
  /// leaves even the unsigned range.
  @Test func `rounding up past the last 128-bit integer overflows and does not trap`() {
    let factor = DecimalNumber(
      coefficient: 97_223_533_405_982_418_132_392_744_980_505_203_273, scale: 0)
    let overSeven = DecimalNumber(coefficient: 35, scale: 1)
    #expect(throws: DecimalError.overflow) {
      try overSeven.multiplied(by: factor, roundedTo: 0)
    }
  }
}
