internal import BigInt
public import Decimals

/// An exact fraction of two whole numbers without bounds: availabilities, and what is credited of a
/// price, before they are printed or rounded. Sums of fractions of different measured times have
/// denominators that no fixed width holds.
public struct Fraction: Comparable, Sendable {
  private let numerator: BigInt
  /// Above 0. The two may have common factors.
  private let denominator: BigInt

  public static let zero = Fraction(0, over: 1)

  private init(_ numerator: BigInt, over denominator: BigInt) {
    self.numerator = numerator
    self.denominator = denominator
  }

  /// The same number.
  public init(_ number: DecimalNumber) {
    self.init(BigInt(number.coefficient), over: BigInt(10).power(number.scale))
  }

  public static func == (left: Fraction, right: Fraction) -> Bool {
    left.numerator * right.denominator == right.numerator * left.denominator
  }

  public static func < (left: Fraction, right: Fraction) -> Bool {
    left.numerator * right.denominator < right.numerator * left.denominator
  }

  public static func + (left: Fraction, right: Fraction) -> Fraction {
    if left.denominator == right.denominator {
      return Fraction(left.numerator + right.numerator, over: left.denominator)
    }
    return Fraction(
      left.numerator * right.denominator + right.numerator * left.denominator,
      over: left.denominator * right.denominator)
  }

  public static func - (left: Fraction, right: Fraction) -> Fraction {
    left + Fraction(-right.numerator, over: right.denominator)
  }

  public static func * (left: Fraction, right: Fraction) -> Fraction {
    Fraction(left.numerator * right.numerator, over: left.denominator * right.denominator)
  }

  /// The quotient; nil where the divisor is not above 0.
  public func divided(by divisor: Fraction) -> Fraction? {
    guard divisor.numerator > 0 else { return nil }
    return Fraction(
      numerator * divisor.denominator, over: denominator * divisor.numerator)
  }

  /// The number at `digits` digits, rounded once, half away from zero (contract, section 0).
  public func rounded(to digits: Int) throws(DecimalError) -> DecimalNumber {
    let doubled = BigInt(numerator.magnitude) * 2 * BigInt(10).power(digits)
    let rounded = (doubled + denominator) / (2 * denominator)
    return try Self.number(numerator.sign == .minus ? -rounded : rounded, scale: digits)
  }

  /// The number at `digits` digits, what is behind them left off, and without trailing zeros.
  public func truncated(to digits: Int) throws(DecimalError) -> DecimalNumber {
    let scaled = numerator * BigInt(10).power(digits) / denominator
    return try Self.number(scaled, scale: digits).normalised
  }

  private static func number(
    _ coefficient: BigInt, scale: Int
  ) throws(DecimalError) -> DecimalNumber {
    guard let coefficient = Int128(exactly: coefficient), coefficient != .min else {
      throw .overflow
    }
    return DecimalNumber(coefficient: coefficient, scale: scale)
  }
}
