import BigInt
import Decimals
import TestSeeds
import Testing

/// Random numbers of up to 256 bits, judged by `ExactNumber`.
@Suite struct WideDecimalModelTests {
  /// A number with the digits and the scale that it was made of.
  private struct Wide {
    let number: WideDecimal
    let digits: BigInt
    let scale: Int

    var exact: ExactNumber {
      ExactNumber(numerator: digits, denominator: ExactNumber.powerOfTen(scale))
    }
  }

  /// A number, or a product of two.
  private func wide(_ random: inout SeededGenerator) -> Wide {
    let one = random.decimalNumber()
    guard Bool.random(using: &random) else {
      return Wide(number: WideDecimal(one), digits: BigInt(one.coefficient), scale: one.scale)
    }
    let other = random.decimalNumber()
    return Wide(
      number: WideDecimal(one, times: other),
      digits: BigInt(one.coefficient) * BigInt(other.coefficient), scale: one.scale + other.scale)
  }

  /// Whether 256 bits hold the digits.
  private func fits(_ digits: BigInt) -> Bool { digits.magnitude < BigUInt(1) << 256 }

  /// The digits at a larger scale.
  private func digits(_ wide: Wide, at scale: Int) -> BigInt {
    wide.digits * ExactNumber.powerOfTen(scale - wide.scale)
  }

  /// The exact value of what is written.
  private func value(_ text: String) throws -> ExactNumber {
    let parts = text.split(separator: ".")
    let fraction = parts.count > 1 ? parts[1] : ""
    try #require(!fraction.hasSuffix("0") && (parts.count == 1 || !fraction.isEmpty))
    return ExactNumber(
      numerator: try #require(BigInt(parts[0] + fraction)),
      denominator: ExactNumber.powerOfTen(fraction.count))
  }

  @Test func `is written exactly, without trailing zeros`() throws {
    var random = SeededGenerator.seeded(for: "wide numbers in characters")
    for _ in 0..<5_000 {
      let wide = wide(&random)
      let text = wide.number.description
      #expect(try value(text) == wide.exact, "\(wide)")
      #expect(text.first != "." && text.hasPrefix("-") == (wide.digits < 0), "\(text)")
      #expect(wide.number.isZero == (wide.digits == 0), "\(text)")
      #expect(wide.number.isNegative == (wide.digits < 0), "\(text)")
      #expect(try value(wide.number.negated.description) * minusOne == wide.exact, "\(text)")
      var bytes = Array("x".utf8)
      wide.number.appendPlain(to: &bytes)
      #expect(bytes == Array("x\(text)".utf8))
    }
  }

  private let minusOne = ExactNumber(numerator: -1)

  @Test func `adds, subtracts and compares exactly`() throws {
    var random = SeededGenerator.seeded(for: "wide sums")
    for _ in 0..<10_000 {
      let (one, other) = (wide(&random), wide(&random))
      let comment = Comment(rawValue: "\(one.number) and \(other.number)")
      let scale = max(one.scale, other.scale)
      let (left, right) = (digits(one, at: scale), digits(other, at: scale))
      let areAligned = fits(left) && fits(right)
      try expect(left + right, scale, areAligned, comment) { try one.number + other.number }
      try expect(left - right, scale, areAligned, comment) { try one.number - other.number }
      let isLess = Result { try one.number.isLess(than: other.number) }
      if areAligned, fits(left - right) {
        #expect(try isLess.get() == (left < right), comment)
      } else {
        #expect(throws: DecimalError.overflow, comment) { try isLess.get() }
      }
    }
  }

  @Test func `multiplies exactly`() throws {
    var random = SeededGenerator.seeded(for: "wide products")
    for _ in 0..<10_000 {
      let (one, factor) = (wide(&random), random.decimalNumber())
      let short = factor.normalised
      let product = one.digits * BigInt(short.coefficient)
      try expect(product, one.scale + short.scale, true, "\(one.number) × \(factor)") {
        try one.number.multiplied(by: factor)
      }
    }
  }

  @Test func `rounds once, half away from zero`() throws {
    var random = SeededGenerator.seeded(for: "wide roundings")
    for _ in 0..<10_000 {
      let one = wide(&random)
      let scale = Int.random(in: 0...DecimalNumber.scaleMax, using: &random)
      let divisor = [1, 2, 3, 7, 28, 30, 31, .max][Int.random(in: 0..<8, using: &random)]
      let quotient = ExactNumber(
        numerator: one.digits, denominator: one.exact.denominator * BigInt(divisor))
      let digits = quotient.coefficient(roundedTo: scale)
      let result = Result { try one.number.divided(by: divisor, roundedTo: scale) }
      let isWithin = fits(self.digits(one, at: max(scale, one.scale)))
      judge(result, digits, scale, isWithin, "\(one.number) ÷ \(divisor) to \(scale)")
      judge(
        Result { try one.number.rounded(to: scale) }, one.exact.coefficient(roundedTo: scale),
        scale, true, "\(one.number) to \(scale)")
    }
  }

  @Test func `ties are found however many digits fall off`() throws {
    let half = DecimalNumber(coefficient: 5, scale: 36)
    for scale in 0...DecimalNumber.scaleMax {
      // 5 × 10^-36 × 10^-scale is half a unit at scale 35 + that.
      let product = WideDecimal(half, times: DecimalNumber(coefficient: 1, scale: scale))
      #expect(try product.rounded(to: 35).coefficient == (scale == 0 ? 1 : 0))
      #expect(try product.rounded(to: 0).isZero)
    }
    // 2.5 with 72 digits behind the point.
    let long = WideDecimal(
      DecimalNumber(coefficient: 5 * Int128(ExactNumber.powerOfTen(35)), scale: 36),
      times: DecimalNumber(coefficient: 5 * Int128(ExactNumber.powerOfTen(36)), scale: 36))
    #expect(try long.rounded(to: 0).description == "3")
    #expect(try long.negated.rounded(to: 0).description == "-3")
    #expect(try long.divided(by: 5, roundedTo: 0).description == "1")
    #expect(long.description == "2.5")
  }

  private func judge(
    _ result: Result<DecimalNumber, any Error>, _ digits: BigInt, _ scale: Int, _ isWithin: Bool,
    _ comment: Comment
  ) {
    switch result {
    case .success(let number):
      #expect(BigInt(number.coefficient) == digits && number.scale == scale, comment)
    case .failure(let error):
      #expect(error as? DecimalError == .overflow, comment)
      #expect(!digits.fitsCoefficient || !isWithin, comment)
    }
  }

  private func expect(
    _ digits: BigInt, _ scale: Int, _ areAligned: Bool, _ comment: Comment,
    _ operation: () throws -> WideDecimal
  ) throws {
    guard areAligned, fits(digits) else {
      #expect(throws: DecimalError.overflow, comment) { try operation() }
      return
    }
    let expected = ExactNumber(
      numerator: digits, denominator: ExactNumber.powerOfTen(scale))
    #expect(try value(operation().description) == expected, comment)
  }
}
