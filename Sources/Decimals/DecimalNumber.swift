/// An exact decimal number: `coefficient × 10^-scale`.
///
/// The scale is kept as written ("12.00" stays "12.00"), while comparison and hashing look at the
/// value only (12.00 equals 12). Every operation is exact or rounds once, at a stated scale, half
/// away from zero (contract, section 0). Nothing traps: an overflow is thrown.
public struct DecimalNumber: Sendable {
  /// The digits as one integer; never `Int128.min`, so that every number has its negative.
  public let coefficient: Int128

  /// The number of digits after the point, 0 to `DecimalNumber.scaleMax`.
  public let scale: Int

  /// The largest scale: beyond it, powers of ten leave 128 bits.
  public static let scaleMax = 36

  /// Zero, without fraction digits.
  public static let zero = DecimalNumber(coefficient: 0, scale: 0)

  /// One, without fraction digits.
  public static let one = DecimalNumber(coefficient: 1, scale: 0)

  /// A number from its digits and its scale; digits above `Int128.min` and a scale in
  /// 0...`scaleMax` are required.
  public init(coefficient: Int128, scale: Int) {
    precondition((0...Self.scaleMax).contains(scale), "scale \(scale) is outside 0...36")
    precondition(coefficient != .min, "the digits have no negative within 128 bits")
    self.coefficient = coefficient
    self.scale = scale
  }

  /// A whole number.
  public init(_ value: some BinaryInteger) {
    self.init(coefficient: Int128(value), scale: 0)
  }

  /// Whether the value is 0, at whatever scale.
  public var isZero: Bool { coefficient == 0 }

  /// Whether the value is below 0.
  public var isNegative: Bool { coefficient < 0 }

  /// The value with the other sign, at the same scale.
  public var negated: DecimalNumber {
    DecimalNumber(coefficient: 0 - coefficient, scale: scale)
  }

  /// A hundredth of the value: the share that a percentage is. The scale is at most 34.
  public var hundredth: DecimalNumber {
    DecimalNumber(coefficient: coefficient, scale: scale + 2)
  }

  /// The same value without trailing zeros in its fraction: 1.500 becomes 1.5.
  public var normalised: DecimalNumber {
    var digits = coefficient
    var places = scale
    while places > 0 {
      let (quotient, remainder) = digits.quotientAndRemainder(dividingBy: 10)
      if remainder != 0 { break }
      digits = quotient
      places -= 1
    }
    return DecimalNumber(coefficient: digits, scale: places)
  }
}

extension DecimalNumber: Hashable, Comparable {
  public static func == (left: DecimalNumber, right: DecimalNumber) -> Bool {
    if left.scale == right.scale { return left.coefficient == right.coefficient }
    let (one, other) = (left.normalised, right.normalised)
    return one.scale == other.scale && one.coefficient == other.coefficient
  }

  public func hash(into hasher: inout Hasher) {
    let canonical = normalised
    hasher.combine(canonical.coefficient)
    hasher.combine(canonical.scale)
  }

  /// Compares by value; exact for all numbers, also where aligning the scales leaves 128 bits.
  public static func < (left: DecimalNumber, right: DecimalNumber) -> Bool {
    if left.scale == right.scale { return left.coefficient < right.coefficient }
    if left.isNegative != right.isNegative { return left.isNegative }
    let ascending = left.hasSmallerMagnitude(than: right)
    return left.isNegative ? right.hasSmallerMagnitude(than: left) : ascending
  }

  private func hasSmallerMagnitude(than other: DecimalNumber) -> Bool {
    WideMagnitude(product: coefficient.magnitude, PowersOfTen.power(other.scale))
      < WideMagnitude(product: other.coefficient.magnitude, PowersOfTen.power(scale))
  }
}
