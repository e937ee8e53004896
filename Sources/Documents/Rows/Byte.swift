/// The bytes that matter between records.
package enum Byte {
  /// LF, which ends a line.
  @inlinable package static var lineFeed: UInt8 { UInt8(ascii: "\n") }
  /// CR, which may stand before LF.
  @inlinable package static var carriageReturn: UInt8 { UInt8(ascii: "\r") }
  /// What may stand before a text in UTF-8 and is no part of it.
  package static let orderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
  /// The quote of CSV.
  @inlinable package static var quote: UInt8 { UInt8(ascii: "\"") }
}

extension [UInt8] {
  /// The same text without its byte-order mark, if it has one.
  package var withoutByteOrderMark: ArraySlice<UInt8> {
    starts(with: Byte.orderMark) ? dropFirst(Byte.orderMark.count) : self[...]
  }
}
