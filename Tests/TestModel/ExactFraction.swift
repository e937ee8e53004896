import BigInt

/// A fraction of two integers without bounds: what the model reckons with.
struct ExactFraction: Comparable {
  let numerator: BigInt
  /// Above 0.
  let denominator: BigInt

  static let zero = ExactFraction(0)

  init(_ numerator: BigInt, over denominator: BigInt = 1) {
    self.numerator = denominator.sign == .minus ? -numerator : numerator
    self.denominator = BigInt(denominator.magnitude)
  }

  static func == (left: ExactFraction, right: ExactFraction) -> Bool {
    left.numerator * right.denominator == right.numerator * left.denominator
  }

  static func < (left: ExactFraction, right: ExactFraction) -> Bool {
    if left.denominator == right.denominator { return left.numerator < right.numerator }
    return left.numerator * right.denominator < right.numerator * left.denominator
  }

  static func + (left: ExactFraction, right: ExactFraction) -> ExactFraction {
    if left.denominator == right.denominator {
      return ExactFraction(left.numerator + right.numerator, over: left.denominator)
    }
    return ExactFraction(
      left.numerator * right.denominator + right.numerator * left.denominator,
      over: left.denominator * right.denominator)
  }

  static prefix func - (value: ExactFraction) -> ExactFraction {
    ExactFraction(-value.numerator, over: value.denominator)
  }

  static func - (left: ExactFraction, right: ExactFraction) -> ExactFraction { left + -right }

  static func * (left: ExactFraction, right: ExactFraction) -> ExactFraction {
    ExactFraction(
      left.numerator * right.numerator, over: left.denominator * right.denominator)
  }

  /// The quotient; the divisor is not 0.
  static func / (left: ExactFraction, right: ExactFraction) -> ExactFraction {
    ExactFraction(
      left.numerator * right.denominator, over: left.denominator * right.numerator)
  }

  var isZero: Bool { numerator.isZero }

  /// The smallest whole number that is not below this one.
  var ceiling: ExactFraction {
    let (quotient, remainder) = numerator.quotientAndRemainder(dividingBy: denominator)
    return ExactFraction(remainder > 0 ? quotient + 1 : quotient)
  }

  /// The nearest whole number of millionths, half away from zero.
  var millionths: BigInt { rounded(to: 6) }

  /// The nearest whole number of units of so many digits after the point, half away from zero:
  /// ⌊|value| × 10ⁿ + ½⌋, signed.
  func rounded(to digits: Int) -> BigInt {
    let doubled = BigInt(numerator.magnitude) * 2 * BigInt(10).power(digits)
    let magnitude = (doubled + denominator) / (2 * denominator)
    return numerator.sign == .minus ? -magnitude : magnitude
  }

  /// This number, rounded, with so many digits after the point.
  func text(digits: Int) -> String { rounded(to: digits).text(scale: digits) }
}

extension BigInt {
  /// These units of so many digits after the point, as a decimal.
  func text(scale: Int) -> String {
    let digits = String(magnitude)
    let padded = String(repeating: "0", count: Swift.max(scale + 1 - digits.count, 0)) + digits
    let point = scale == 0 ? "" : "."
    return (self < 0 ? "-" : "") + padded.dropLast(scale) + point + padded.suffix(scale)
  }
}
