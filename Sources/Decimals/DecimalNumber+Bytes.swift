extension DecimalNumber {
  /// Lends the ASCII characters of `plain`, the number without trailing zeros, for the length of
  /// the call. O(digits), without memory of its own: for hashing in bulk.
  public func withPlainBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    DecimalCharacters(self).withBytes(keepingZeros: false, body)
  }

  /// Appends the ASCII characters of `plain`. O(digits): for writing in bulk.
  public func appendPlain(to bytes: inout [UInt8]) {
    DecimalCharacters(self).append(to: &bytes, keepingZeros: false)
  }

  /// Appends the ASCII characters of `description`, the number as written.
  public func append(to bytes: inout [UInt8]) {
    DecimalCharacters(self).append(to: &bytes, keepingZeros: true)
  }

  /// 39 digits, a zero before the point, the point and the sign: no number has more characters.
  public static let plainBytesMax = 42
}

extension WideDecimal {
  /// Appends the ASCII characters of `description`, the number without trailing zeros.
  public func appendPlain(to bytes: inout [UInt8]) {
    DecimalCharacters(self).append(to: &bytes, keepingZeros: false)
  }
}
