internal import Documents
internal import Glibc

/// Knows where a record ends. It sees every byte of the input once, in order, in pieces of any
/// size.
package protocol RecordBoundary {
  /// The offset of the line feed that ends the record; the next call continues behind it, or, where
  /// there is none, behind these bytes.
  mutating func end(in bytes: UnsafeBufferPointer<UInt8>) -> Int?

  /// How many line feeds were passed since the start of the input.
  var linesPassed: Int { get }
}

/// A record ends with its line.
package struct LineBoundary: RecordBoundary {
  package private(set) var linesPassed = 0

  package init() {}

  package mutating func end(in bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    guard let start = bytes.baseAddress,
      let found = memchr(start, Int32(Byte.lineFeed), bytes.count)
    else { return nil }
    linesPassed += 1
    return UnsafeRawPointer(found) - UnsafeRawPointer(start)
  }
}

extension RowBoundary: RecordBoundary {}

extension UnsafeBufferPointer<UInt8> {
  /// Whether a line holds nothing but white space of JSON.
  package var isBlank: Bool {
    allSatisfy { byte in
      byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == Byte.carriageReturn
    }
  }
}
