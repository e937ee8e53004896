extension DecimalNumber {
  /// Lends the ASCII characters of `plain`, the number without trailing zeros, for the length of
  /// the call. O(digits), without memory of its own: for hashing in bulk.
  public func withPlainBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: Self.plainBytesMax) { memory in
      // Most numbers are small, and 64-bit division is several times faster.
      let start =
        if let small = UInt64(exactly: coefficient.magnitude) {
          fill(memory, with: small)
        } else {
          fill(memory, with: coefficient.magnitude)
        }
      return body(UnsafeBufferPointer(rebasing: memory[start...]))
    }
  }

  /// 39 digits, a zero before the point, the point and the sign: no number has more characters.
  public static let plainBytesMax = 42

  /// Writes the characters to the end of the memory, from the last to the first; returns where they
  /// begin. Zeros at the end of the fraction are left out.
  @inline(__always)
  private func fill<Magnitude: FixedWidthInteger & UnsignedInteger>(
    _ memory: UnsafeMutableBufferPointer<UInt8>, with magnitude: Magnitude
  ) -> Int {
    var rest = magnitude
    var place = memory.count
    var digits = 0
    while rest > 0 || digits <= scale {
      let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
      if digits == scale, place < memory.count {
        place -= 1
        memory[place] = UInt8(ascii: ".")
      }
      if digit != 0 || digits >= scale || place < memory.count {
        place -= 1
        memory[place] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: digit)
      }
      rest = quotient
      digits += 1
    }
    if coefficient < 0 {
      place -= 1
      memory[place] = UInt8(ascii: "-")
    }
    return place
  }
}
