extension DecimalNumber {
  /// Appends the ASCII characters of `plain`: the number without trailing zeros. O(digits), without
  /// memory of its own: for hashing and writing in bulk.
  public func appendPlain(to bytes: inout [UInt8]) {
    if coefficient < 0 { bytes.append(UInt8(ascii: "-")) }
    let start = bytes.count
    // Most numbers are small, and 64-bit division is several times faster.
    if let small = UInt64(exactly: coefficient.magnitude) {
      Self.append(small, scale: scale, to: &bytes)
    } else {
      Self.append(coefficient.magnitude, scale: scale, to: &bytes)
    }
    bytes[start...].reverse()
  }

  /// The least significant digit first; zeros at the end of the fraction are left out.
  private static func append<Magnitude: FixedWidthInteger & UnsignedInteger>(
    _ magnitude: Magnitude, scale: Int, to bytes: inout [UInt8]
  ) {
    var rest = magnitude
    var digits = 0
    var isTrailing = true
    while rest > 0 || digits <= scale {
      let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
      if digits == scale {
        if !isTrailing { bytes.append(UInt8(ascii: ".")) }
        isTrailing = false
      }
      isTrailing = isTrailing && digit == 0
      if !isTrailing { bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: digit)) }
      rest = quotient
      digits += 1
    }
  }
}
