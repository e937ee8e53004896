public import Decimals

/// `numeric`, exactly, with the number of digits after the point.
extension DecimalNumber: PostgresEncodable, PostgresElement {
  /// `numeric`.
  @inlinable public static var postgresType: PostgresType { .numeric }

  /// Number of digits, weight, sign, display scale; then the digits to the base 10 000.
  public func encode(into buffer: inout PostgresBuffer) throws(PostgresError) {
    let (whole, fraction) = parts
    let fractionDigits =
      (scale + NumericFormat.decimalsPerDigit - 1) / NumericFormat.decimalsPerDigit
    let padding = fractionDigits * NumericFormat.decimalsPerDigit - scale
    var digits = NumericDigits()
    // Below 10^36 also with its padding, as the scale is at most 36.
    digits.append(fraction * NumericFormat.power(padding), countMin: fractionDigits)
    digits.append(whole, countMin: 0)
    buffer.append(Int16(digits.count))
    buffer.append(Int16(digits.count - fractionDigits - 1))
    buffer.append(coefficient < 0 ? NumericFormat.negative : NumericFormat.positive)
    buffer.append(Int16(scale))
    for index in stride(from: digits.count - 1, through: 0, by: -1) { buffer.append(digits[index]) }
  }

  /// What stands before the point, and after it as an integer of `scale` digits.
  private var parts: (whole: UInt128, fraction: UInt128) {
    guard scale > 0 else { return (coefficient.magnitude, 0) }
    let (whole, fraction) = coefficient.magnitude.quotientAndRemainder(
      dividingBy: NumericFormat.power(scale))
    return (whole, fraction)
  }
}
