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
    try WideDecimal(self, times: factor).rounded(to: scale)
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

  /// How many sizes it takes to hold the number: 2.1 takes 3 sizes of 1. The size is above 0; what
  /// is not above 0 takes none.
  public func startedMultiples(of size: DecimalNumber) throws(DecimalError) -> DecimalNumber {
    guard self > .zero else { return .zero }
    let scale = max(self.scale, size.scale)
    let (quotient, remainder) = try coefficient(atScale: scale)
      .quotientAndRemainder(dividingBy: size.coefficient(atScale: scale))
    return DecimalNumber(coefficient: remainder > 0 ? quotient + 1 : quotient, scale: 0)
  }

  private func coefficient(atScale target: Int) throws(DecimalError) -> Int128 {
    let power = Int128(PowersOfTen.power(target - scale))
    let (value, overflow) = coefficient.multipliedReportingOverflow(by: power)
    guard !overflow else { throw .overflow }
    return value
  }
}
