import Decimals

/// JSON as bytes, written piece by piece: for answers in bulk.
struct JSONWriter {
  private(set) var bytes: [UInt8] = []

  /// Forgets what was written, and keeps the memory.
  mutating func clear() { bytes.removeAll(keepingCapacity: true) }

  /// Writes what is JSON already.
  mutating func write(_ json: StaticString) {
    write(UnsafeBufferPointer(start: json.utf8Start, count: json.utf8CodeUnitCount))
  }

  /// Writes what is JSON already.
  mutating func write(_ json: UnsafeBufferPointer<UInt8>) { bytes.append(contentsOf: json) }

  /// Writes a number as it was written, as a text; null for none.
  mutating func write(_ number: DecimalNumber?) {
    guard let number else { return write("null") }
    bytes.append(Self.quote)
    number.append(to: &bytes)
    bytes.append(Self.quote)
  }

  /// Writes a number without trailing zeros, as a text; null for none.
  mutating func write(plain number: DecimalNumber?) {
    guard let number else { return write("null") }
    bytes.append(Self.quote)
    number.appendPlain(to: &bytes)
    bytes.append(Self.quote)
  }

  /// Writes a number without trailing zeros, as a text.
  mutating func write(plain number: WideDecimal) {
    bytes.append(Self.quote)
    number.appendPlain(to: &bytes)
    bytes.append(Self.quote)
  }

  /// Writes UTF-8 as a text.
  mutating func write(text: some Sequence<UInt8>) {
    bytes.append(Self.quote)
    for byte in text {
      switch byte {
      case Self.quote, Self.backslash:
        bytes.append(Self.backslash)
        bytes.append(byte)
      case 0..<0x20:
        write(#"\u00"#)
        bytes.append(Self.hexadecimal[Int(byte >> 4)])
        bytes.append(Self.hexadecimal[Int(byte & 15)])
      default:
        bytes.append(byte)
      }
    }
    bytes.append(Self.quote)
  }

  private static let quote = UInt8(ascii: "\"")
  private static let backslash = UInt8(ascii: "\\")
  private static let hexadecimal = Array("0123456789abcdef".utf8)
}
