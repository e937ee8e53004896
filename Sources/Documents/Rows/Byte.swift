/// The bytes that matter between records.
package enum Byte {
  /// LF, which ends a line.
  @inlinable package static var lineFeed: UInt8 { UInt8(ascii: "\n") }
  /// CR, which may stand before LF.
  @inlinable package static var carriageReturn: UInt8 { UInt8(ascii: "\r") }
  /// The quote of CSV.
  @inlinable package static var quote: UInt8 { UInt8(ascii: "\"") }
}
