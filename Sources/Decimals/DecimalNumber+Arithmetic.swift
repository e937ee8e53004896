extension DecimalNumber {
  /// The exact sum, at the larger of the two scales.
  public static func + (
    left: DecimalNumber, right: DecimalNumber
  ) throws(DecimalError) -> DecimalNumber {
    let scale = max(left.scale, right.scale)
    let (sum, overflow) = try left.coefficient(atScale: scale)
      .addingReportingOverflow(right.coefficient(atScale: scale))
    // Int128.min has no positive counterpart, and `negated` must not trap.
    guard !overflow, sum != .min else { throw .overflow }
    return DecimalNumber(coefficient: sum, scale: scale)
  }

  /// The exact difference, at the larger of the two scales.
  public static func - (
    left: DecimalNumber, right: DecimalNumber
  ) throws(DecimalError) -> DecimalNumber {
    try left + right.negated
  }

  /// The product, rounded once to `scale` digits, half away from zero. The product itself is held
  /// in 256 bits: only a result that leaves 128 bits overflows.
  public func multiplied(
    by factor: DecimalNumber, roundedTo scale: Int
  ) throws(DecimalError) -> DecimalNumber {
    let product = coefficient.magnitude.multipliedFullWidth(by: factor.coefficient.magnitude)
    let magnitude = try Self.shifted(
      product, from: self.scale + factor.scale, to: scale)
    let isNegative = (coefficient < 0) != (factor.coefficient < 0)
    return DecimalNumber(coefficient: isNegative ? -magnitude : magnitude, scale: scale)
  }

  /// The same value at `scale` digits, rounded half away from zero where digits fall off.
  public func rounded(to scale: Int) throws(DecimalError) -> DecimalNumber {
    try multiplied(by: .one, roundedTo: scale)
  }

  /// The next whole number, away from zero for positives: 1.2 becomes 2, -1.2 becomes -1.
  public func roundedUpToWhole() throws(DecimalError) -> DecimalNumber {
    let unit = Int128(PowersOfTen.power(scale))
    let (quotient, remainder) = coefficient.quotientAndRemainder(dividingBy: unit)
    return DecimalNumber(coefficient: remainder > 0 ? quotient + 1 : quotient, scale: 0)
  }

  private func coefficient(atScale target: Int) throws(DecimalError) -> Int128 {
    let power = Int128(PowersOfTen.power(target - scale))
    let (value, overflow) = coefficient.multipliedReportingOverflow(by: power)
    guard !overflow else { throw .overflow }
    return value
  }

  /// Moves a 256-bit magnitude from one scale to another, rounding half up.
  private static func shifted(
    _ value: (high: UInt128, low: UInt128), from: Int, to target: Int
  ) throws(DecimalError) -> Int128 {
    guard from > target else {
      guard value.high == 0 else { throw .overflow }
      guard target - from <= 38 else { throw .overflow }
      let power = PowersOfTen.power(target - from)
      let (result, overflow) = value.low.multipliedReportingOverflow(by: power)
      guard !overflow else { throw .overflow }
      return try checked(result)
    }
    // Two steps, because one power of ten holds 38 digits; only the last step rounds, and what the
    // first leaves behind is a tie-breaker that cannot change a half-up decision.
    let excess = max(from - target - 38, 0)
    let first = excess == 0 ? value : dividing(value, by: PowersOfTen.power(excess))
    let divisor = PowersOfTen.power(from - target - excess)
    guard first.high < divisor else { throw .overflow }
    let (quotient, remainder) = divisor.dividingFullWidth(first)
    let (rounded, overflow) = quotient.addingReportingOverflow(
      remainder >= divisor - remainder ? 1 : 0)
    guard !overflow else { throw .overflow }
    return try checked(rounded)
  }

  private static func dividing(
    _ value: (high: UInt128, low: UInt128), by divisor: UInt128
  ) -> (high: UInt128, low: UInt128) {
    let (high, carry) = value.high.quotientAndRemainder(dividingBy: divisor)
    return (high, divisor.dividingFullWidth((carry, value.low)).quotient)
  }

  private static func checked(_ magnitude: UInt128) throws(DecimalError) -> Int128 {
    guard let value = Int128(exactly: magnitude) else { throw .overflow }
    return value
  }
}
