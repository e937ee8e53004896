public import Decimals

extension DecimalNumber: PostgresDecodable {
  /// Exactly the number that the server holds, at its display scale.
  ///
  /// - Throws: `value_out_of_range` for NaN, the infinities, more than 36 digits after the point,
  ///   and digits beyond 128 bits.
  public init(decoding reader: inout PostgresReader) throws(PostgresError) {
    let header = try NumericHeader(&reader)
    guard header.displayScale <= Self.scaleMax else {
      throw .valueOutOfRange("a numeric with \(header.displayScale) digits after the point, not 36")
    }
    var magnitude: UInt128 = 0
    for index in 0..<header.digitCount {
      let digit = try Self.digit(&reader)
      // The power of ten that this digit has within the coefficient; its own decimals below the
      // display scale are zeros.
      let exponent =
        (header.weight - index) * NumericFormat.decimalsPerDigit + header.displayScale
      magnitude = try Self.adding(digit, times: exponent, to: magnitude)
    }
    guard let coefficient = Int128(exactly: magnitude) else { throw Self.tooLarge }
    self.init(
      coefficient: header.isNegative ? -coefficient : coefficient, scale: header.displayScale)
  }

  private static let tooLarge = PostgresError.valueOutOfRange("a numeric beyond 128 bits")

  private static func digit(_ reader: inout PostgresReader) throws(PostgresError) -> UInt128 {
    let digit = try reader.integer(UInt16.self)
    guard digit < NumericFormat.base else {
      throw .unexpectedResult("\(digit) as a digit to the base 10 000 of a numeric")
    }
    return UInt128(digit)
  }

  private static func adding(
    _ digit: UInt128, times exponent: Int, to sum: UInt128
  ) throws(PostgresError) -> UInt128 {
    guard digit > 0 else { return sum }
    guard exponent > -NumericFormat.decimalsPerDigit else {
      throw .unexpectedResult("a numeric with digits below its display scale")
    }
    guard exponent <= 38 else { throw tooLarge }
    let (product, overflow) =
      exponent < 0
      ? (digit / NumericFormat.power(-exponent), false)
      : digit.multipliedReportingOverflow(by: NumericFormat.power(exponent))
    let (total, carried) = sum.addingReportingOverflow(product)
    guard !overflow, !carried else { throw tooLarge }
    return total
  }
}

/// The eight bytes before the digits.
private struct NumericHeader {
  let digitCount: Int
  let weight: Int
  let isNegative: Bool
  let displayScale: Int

  init(_ reader: inout PostgresReader) throws(PostgresError) {
    digitCount = Int(try reader.integer(UInt16.self))
    weight = Int(try reader.integer(Int16.self))
    let sign = try reader.integer(UInt16.self)
    displayScale = Int(try reader.integer(UInt16.self))
    guard sign == NumericFormat.positive || sign == NumericFormat.negative else {
      throw .valueOutOfRange("NaN or an infinity, where a finite numeric is expected")
    }
    isNegative = sign == NumericFormat.negative
  }
}
