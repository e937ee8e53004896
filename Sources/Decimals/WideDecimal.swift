/// An exact decimal number of up to 77 digits: what sums and products of `DecimalNumber`s are
/// before their one rounding. Nothing traps: an overflow is thrown.
public struct WideDecimal: Sendable {
  let magnitude: WideMagnitude
  /// The number of digits after the point.
  let scale: Int
  public let isNegative: Bool

  public static let zero = WideDecimal(magnitude: .zero, scale: 0, isNegative: false)

  init(magnitude: WideMagnitude, scale: Int, isNegative: Bool) {
    self.magnitude = magnitude
    self.scale = scale
    self.isNegative = isNegative && !magnitude.isZero
  }

  /// The same number.
  public init(_ number: DecimalNumber) {
    self.init(
      magnitude: WideMagnitude(high: 0, low: number.coefficient.magnitude), scale: number.scale,
      isNegative: number.isNegative)
  }

  /// The exact product of two numbers, which always fits.
  public init(_ one: DecimalNumber, times other: DecimalNumber) {
    self.init(
      magnitude: WideMagnitude(product: one.coefficient.magnitude, other.coefficient.magnitude),
      scale: one.scale + other.scale, isNegative: one.isNegative != other.isNegative)
  }

  public var isZero: Bool { magnitude.isZero }

  public var negated: WideDecimal {
    WideDecimal(magnitude: magnitude, scale: scale, isNegative: !isNegative)
  }

  /// The exact sum.
  public static func + (
    left: WideDecimal, right: WideDecimal
  ) throws(DecimalError) -> WideDecimal {
    let scale = max(left.scale, right.scale)
    let (one, other) = (try left.magnitude(atScale: scale), try right.magnitude(atScale: scale))
    if left.isNegative == right.isNegative {
      return WideDecimal(magnitude: try one + other, scale: scale, isNegative: left.isNegative)
    }
    return one < other
      ? WideDecimal(magnitude: other.subtracting(one), scale: scale, isNegative: right.isNegative)
      : WideDecimal(magnitude: one.subtracting(other), scale: scale, isNegative: left.isNegative)
  }

  /// The exact difference.
  public static func - (
    left: WideDecimal, right: WideDecimal
  ) throws(DecimalError) -> WideDecimal {
    try left + right.negated
  }

  /// The exact product.
  public func multiplied(by factor: DecimalNumber) throws(DecimalError) -> WideDecimal {
    let factor = factor.normalised
    return WideDecimal(
      magnitude: try magnitude.multiplied(by: factor.coefficient.magnitude),
      scale: scale + factor.scale, isNegative: isNegative != factor.isNegative)
  }

  /// The number at `scale` digits, rounded half away from zero (contract, section 0).
  public func rounded(to target: Int) throws(DecimalError) -> DecimalNumber {
    let rounded =
      target >= scale
      ? try magnitude.multiplied(byPowerOfTen: target - scale)
      : try magnitude.rounded(byPowerOfTen: scale - target)
    return try number(rounded, scale: target)
  }

  /// The quotient by a whole number above 0 at `scale` digits, rounded once, half away from zero.
  public func divided(by divisor: Int, roundedTo target: Int) throws(DecimalError) -> DecimalNumber
  {
    let enough = try magnitude.multiplied(byPowerOfTen: max(target - scale, 0))
    let quotient = try enough.rounded(
      dividingBy: UInt64(divisor), timesPowerOfTen: max(scale - target, 0))
    return try number(quotient, scale: target)
  }

  private func number(
    _ magnitude: WideMagnitude, scale: Int
  ) throws(DecimalError) -> DecimalNumber {
    let coefficient = try magnitude.coefficient()
    return DecimalNumber(coefficient: isNegative ? -coefficient : coefficient, scale: scale)
  }

  private func magnitude(atScale target: Int) throws(DecimalError) -> WideMagnitude {
    target == scale ? magnitude : try magnitude.multiplied(byPowerOfTen: target - scale)
  }

  /// Whether the value is below another's. Throws where aligning them leaves 256 bits.
  public func isLess(than other: WideDecimal) throws(DecimalError) -> Bool {
    try (self - other).isNegative
  }
}

extension WideDecimal: CustomStringConvertible {
  /// The number in plain notation, without trailing zeros in its fraction.
  public var description: String { DecimalCharacters(self).text(keepingZeros: false) }
}
