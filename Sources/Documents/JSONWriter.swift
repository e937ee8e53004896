public import Decimals

/// JSON as bytes, written piece by piece: for answers and documents in bulk.
public struct JSONWriter {
  public private(set) var bytes: [UInt8] = []

  /// Nothing written yet; room for so many bytes.
  public init(capacity: Int = 0) { bytes.reserveCapacity(capacity) }

  /// Forgets what was written, and keeps the memory.
  public mutating func clear() { bytes.removeAll(keepingCapacity: true) }

  /// Writes what is JSON already.
  public mutating func write(_ json: StaticString) {
    write(UnsafeBufferPointer(start: json.utf8Start, count: json.utf8CodeUnitCount))
  }

  /// Writes what is JSON already.
  public mutating func write(_ json: UnsafeBufferPointer<UInt8>) {
    bytes.append(contentsOf: json)
  }

  /// Writes a number as it was written, as a text; null for none.
  public mutating func write(_ number: DecimalNumber?) {
    guard let number else { return write("null") }
    bytes.append(Self.quote)
    number.append(to: &bytes)
    bytes.append(Self.quote)
  }

  /// Writes a number without trailing zeros, as a text; null for none.
  public mutating func write(plain number: DecimalNumber?) {
    guard let number else { return write("null") }
    bytes.append(Self.quote)
    number.appendPlain(to: &bytes)
    bytes.append(Self.quote)
  }

  /// Writes a number without trailing zeros, as a text.
  public mutating func write(plain number: WideDecimal) {
    bytes.append(Self.quote)
    number.appendPlain(to: &bytes)
    bytes.append(Self.quote)
  }

  /// Writes UTF-8 as a text, with the escapes of RFC 8785.
  public mutating func write(text: some Sequence<UInt8>) {
    bytes.append(Self.quote)
    // Nearly all texts have nothing to escape.
    let isCopied: Void? = text.withContiguousStorageIfAvailable { text in
      var start = text.startIndex
      for index in text.indices where Self.isEscaped(text[index]) {
        bytes.append(contentsOf: text[start..<index])
        escape(text[index])
        start = index + 1
      }
      bytes.append(contentsOf: text[start...])
    }
    if isCopied == nil {
      for byte in text {
        if Self.isEscaped(byte) { escape(byte) } else { bytes.append(byte) }
      }
    }
    bytes.append(Self.quote)
  }

  private static func isEscaped(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == quote || byte == backslash
  }

  private mutating func escape(_ byte: UInt8) {
    switch byte {
    case Self.quote: write(#"\""#)
    case Self.backslash: write(#"\\"#)
    case 0x08: write(#"\b"#)
    case 0x09: write(#"\t"#)
    case 0x0A: write(#"\n"#)
    case 0x0C: write(#"\f"#)
    case 0x0D: write(#"\r"#)
    default:
      write(#"\u00"#)
      bytes.append(Self.hexadecimal[Int(byte >> 4)])
      bytes.append(Self.hexadecimal[Int(byte & 15)])
    }
  }

  private static let quote = UInt8(ascii: "\"")
  private static let backslash = UInt8(ascii: "\\")
  private static let hexadecimal = Array("0123456789abcdef".utf8)
}

// Objects and arrays, whose commas write themselves.
extension JSONWriter {
  /// Writes an object; `members` writes what is in it.
  public mutating func object(_ members: (inout JSONWriter) -> Void) {
    write("{")
    members(&self)
    write("}")
  }

  /// Writes an array, an element after the other.
  public mutating func array<Element>(
    _ elements: [Element], _ element: (inout JSONWriter, Element) -> Void
  ) {
    write("[")
    for index in elements.indices {
      if index > 0 { write(",") }
      element(&self, elements[index])
    }
    write("]")
  }

  /// Begins a member of an object: its value is to be written next. `key` has nothing to escape.
  public mutating func key(_ key: StaticString) {
    if bytes.last != UInt8(ascii: "{") { bytes.append(UInt8(ascii: ",")) }
    bytes.append(Self.quote)
    write(key)
    bytes.append(Self.quote)
    bytes.append(UInt8(ascii: ":"))
  }

  /// Writes a member that is a text, or null.
  public mutating func member(_ key: StaticString, _ text: String?) {
    self.key(key)
    if let text { write(text: text.utf8) } else { write("null") }
  }

  /// Writes a member that is a text; nothing for none.
  public mutating func member(_ key: StaticString, ifAny text: String?) {
    if let text { member(key, text) }
  }

  /// Writes a member that is a whole number; nothing for none.
  public mutating func member(_ key: StaticString, ifAny number: Int?) {
    guard let number else { return }
    self.key(key)
    bytes.append(contentsOf: String(number).utf8)
  }

  /// Writes a member that is a number without trailing zeros, as a text; null for none.
  public mutating func member(_ key: StaticString, plain number: DecimalNumber?) {
    self.key(key)
    write(plain: number)
  }

  /// Writes a member that is true or false.
  public mutating func member(_ key: StaticString, _ flag: Bool) {
    self.key(key)
    write(flag ? "true" : "false")
  }
}
