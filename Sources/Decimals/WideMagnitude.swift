/// A whole number of 256 bits, without a sign.
struct WideMagnitude: Hashable, Comparable, Sendable {
  let high: UInt128
  let low: UInt128

  static let zero = WideMagnitude(high: 0, low: 0)

  init(high: UInt128, low: UInt128) {
    self.high = high
    self.low = low
  }

  /// The product of two numbers, which always fits.
  ///
  /// The standard library's `multipliedFullWidth` is generic code at this width, which took a tenth
  /// of the time in which documents are issued.
  init(product one: UInt128, _ other: UInt128) {
    let (oneHigh, oneLow) = (one >> 64, one & Self.digitMask)
    let (otherHigh, otherLow) = (other >> 64, other & Self.digitMask)
    let low = oneLow &* otherLow
    // Nearly all products are of numbers of 64 bits.
    guard oneHigh | otherHigh != 0 else {
      self.init(high: 0, low: low)
      return
    }
    let (left, right) = (oneHigh &* otherLow, oneLow &* otherHigh)
    let middle = (low >> 64) &+ (left & Self.digitMask) &+ (right & Self.digitMask)
    self.init(
      high: oneHigh &* otherHigh &+ (left >> 64) &+ (right >> 64) &+ (middle >> 64),
      low: middle << 64 | low & Self.digitMask)
  }

  private static let digitMask = UInt128(UInt64.max)

  var isZero: Bool { high == 0 && low == 0 }

  static func < (left: WideMagnitude, right: WideMagnitude) -> Bool {
    (left.high, left.low) < (right.high, right.low)
  }

  static func + (
    left: WideMagnitude, right: WideMagnitude
  ) throws(DecimalError) -> WideMagnitude {
    let (low, carries) = left.low.addingReportingOverflow(right.low)
    let (sum, overflow) = left.high.addingReportingOverflow(right.high)
    let (high, carryOverflow) = sum.addingReportingOverflow(carries ? 1 : 0)
    guard !overflow, !carryOverflow else { throw .overflow }
    return WideMagnitude(high: high, low: low)
  }

  /// The difference; `other` is not larger.
  func subtracting(_ other: WideMagnitude) -> WideMagnitude {
    let (difference, borrows) = low.subtractingReportingOverflow(other.low)
    return WideMagnitude(high: high &- other.high &- (borrows ? 1 : 0), low: difference)
  }

  func multiplied(by factor: UInt128) throws(DecimalError) -> WideMagnitude {
    let lower = WideMagnitude(product: low, factor)
    guard high > 0 else { return lower }
    let upper = WideMagnitude(product: high, factor)
    let (sum, overflow) = upper.low.addingReportingOverflow(lower.high)
    guard upper.high == 0, !overflow else { throw .overflow }
    return WideMagnitude(high: sum, low: lower.low)
  }

  /// The product with a power of ten, whatever its exponent.
  func multiplied(byPowerOfTen exponent: Int) throws(DecimalError) -> WideMagnitude {
    guard exponent > 38 else { return try multiplied(by: PowersOfTen.power(exponent)) }
    guard !isZero else { return .zero }
    // 10 to the 78th leaves 256 bits.
    guard exponent <= 77 else { throw .overflow }
    return try multiplied(by: PowersOfTen.power(38)).multiplied(
      by: PowersOfTen.power(exponent - 38))
  }

  /// The quotient, rounded down, and the remainder; the divisor is not 0.
  func quotientAndRemainder(
    dividingBy divisor: UInt128
  ) -> (quotient: WideMagnitude, remainder: UInt128) {
    guard high > 0 else {
      let (quotient, remainder) = low.quotientAndRemainder(dividingBy: divisor)
      return (WideMagnitude(high: 0, low: quotient), remainder)
    }
    let (upper, carry) = high.quotientAndRemainder(dividingBy: divisor)
    let (lower, remainder) = divisor.dividingFullWidth((carry, low))
    return (WideMagnitude(high: upper, low: lower), remainder)
  }

  /// The quotient by a power of ten, rounded half up.
  func rounded(byPowerOfTen exponent: Int) throws(DecimalError) -> WideMagnitude {
    try rounded(dividingBy: 1, timesPowerOfTen: exponent)
  }

  /// The quotient by a divisor, which is not 0, and a power of ten; rounded half up.
  func rounded(
    dividingBy divisor: UInt64, timesPowerOfTen exponent: Int
  ) throws(DecimalError) -> WideMagnitude {
    // In steps, as 128 bits hold any divisor times 19 digits. Only the last step rounds: half of
    // what it divides by is whole, so what the others leave behind cannot change whether it is
    // reached.
    var (rest, exponent) = (self, exponent)
    while exponent > 19 {
      rest = rest.quotientAndRemainder(dividingBy: PowersOfTen.power(19)).quotient
      exponent -= 19
    }
    return try rest.rounded(dividingBy: UInt128(divisor) * PowersOfTen.power(exponent))
  }

  /// The quotient, rounded half up; the divisor is not 0.
  func rounded(dividingBy divisor: UInt128) throws(DecimalError) -> WideMagnitude {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    guard remainder >= divisor - remainder else { return quotient }
    return try quotient + WideMagnitude(high: 0, low: 1)
  }

  /// The number as the digits of a decimal, where it fits.
  func coefficient() throws(DecimalError) -> Int128 {
    guard high == 0, let value = Int128(exactly: low) else { throw .overflow }
    return value
  }
}
