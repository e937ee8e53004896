import BigInt
import Decimals

/// The slow, obvious model that judges `DecimalNumber`: a fraction of two integers without bounds.
struct ExactNumber: Comparable {
  let numerator: BigInt
  /// Above 0.
  let denominator: BigInt

  init(numerator: BigInt, denominator: BigInt = 1) {
    self.numerator = numerator
    self.denominator = denominator
  }

  init(_ number: DecimalNumber) {
    self.init(numerator: BigInt(number.coefficient), denominator: Self.powerOfTen(number.scale))
  }

  static func powerOfTen(_ exponent: Int) -> BigInt { BigInt(10).power(exponent) }

  static func == (left: ExactNumber, right: ExactNumber) -> Bool {
    left.numerator * right.denominator == right.numerator * left.denominator
  }

  static func < (left: ExactNumber, right: ExactNumber) -> Bool {
    left.numerator * right.denominator < right.numerator * left.denominator
  }

  static func + (left: ExactNumber, right: ExactNumber) -> ExactNumber {
    ExactNumber(
      numerator: left.numerator * right.denominator + right.numerator * left.denominator,
      denominator: left.denominator * right.denominator)
  }

  static func * (left: ExactNumber, right: ExactNumber) -> ExactNumber {
    ExactNumber(
      numerator: left.numerator * right.numerator,
      denominator: left.denominator * right.denominator)
  }

  /// The digits of this number at `scale`, half away from zero: the nearest integer to
  /// `|value| × 10^scale`, found as ⌊(2n + d) ÷ 2d⌋.
  func coefficient(roundedTo scale: Int) -> BigInt {
    let scaled = BigInt(numerator.magnitude) * Self.powerOfTen(scale)
    let magnitude = (2 * scaled + denominator) / (2 * denominator)
    return numerator.sign == .minus ? -magnitude : magnitude
  }

  /// The smallest integer that is not below this number.
  var ceiling: BigInt {
    let (quotient, remainder) = numerator.quotientAndRemainder(dividingBy: denominator)
    return remainder > 0 ? quotient + 1 : quotient
  }
}

extension BigInt {
  /// Whether a `DecimalNumber` can hold these digits: every one of them has a negative.
  var fitsCoefficient: Bool { magnitude <= BigUInt(Int128.max) }
}
