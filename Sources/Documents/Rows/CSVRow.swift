/// Where a byte stands within a CSV row (RFC 4180).
enum CSVState {
  /// Before a cell's first byte.
  case cellStart
  /// Within a cell that does not begin with a quote.
  case unquoted
  /// Within quotes.
  case quoted
  /// Behind a quote within quotes: the cell's last, or the first of two.
  case afterQuote

  /// The state behind the next byte of the row.
  mutating func take(_ byte: UInt8, separator: UInt8) {
    switch self {
    case .quoted: if byte == Byte.quote { self = .afterQuote }
    case .cellStart where byte == Byte.quote: self = .quoted
    case .afterQuote where byte == Byte.quote: self = .quoted
    default: self = byte == separator ? .cellStart : .unquoted
    }
  }
}

/// A row ends with a line that is not within quotes.
package struct RowBoundary: Sendable {
  /// How many line feeds were passed since the start of the input.
  package private(set) var linesPassed = 0
  private var state = CSVState.cellStart
  private let separator: UInt8

  /// Expects cells between `separator`.
  package init(separator: UInt8) { self.separator = separator }

  /// The offset of the line feed that ends the row; the next call continues behind it, or, where
  /// there is none, behind these bytes.
  package mutating func end(in bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    for (offset, byte) in bytes.enumerated() {
      guard byte == Byte.lineFeed else {
        state.take(byte, separator: separator)
        continue
      }
      linesPassed += 1
      guard state == .quoted else {
        state = .cellStart
        return offset
      }
    }
    return nil
  }
}

/// The cells of one row, without their quotes, and texts made from them, in one piece of memory.
package struct CSVRow {
  /// The texts, end to end.
  package private(set) var bytes: [UInt8] = []

  /// The cells, as ranges of `bytes`.
  package private(set) var cells: [Range<Int>] = []

  /// Without any cell.
  package init() {}

  /// Takes the place of the row before with another one; returns what is wrong with it, in words.
  package mutating func read(_ row: UnsafeBufferPointer<UInt8>, separator: UInt8) -> String? {
    bytes.removeAll(keepingCapacity: true)
    cells.removeAll(keepingCapacity: true)
    guard (try? UTF8Span(validating: row.span)) != nil else { return "the row is not valid UTF-8" }
    var state = CSVState.cellStart
    for byte in row {
      let before = state
      state.take(byte, separator: separator)
      switch (before, state) {
      case (_, .cellStart): endCell()
      case (.cellStart, .quoted), (.quoted, .afterQuote): break
      case (.afterQuote, .unquoted): return "something stands behind a closing quote"
      case (.unquoted, _) where byte == Byte.quote:
        return "a quote stands within a cell that does not begin with one"
      case _ where byte == 0: return "the row holds U+0000"
      default: bytes.append(byte)
      }
    }
    guard state != .quoted else { return "a quote is not closed" }
    endCell()
    return nil
  }

  /// Adds a text that is no cell; valid until the next row is read.
  package mutating func append(_ text: some Sequence<UInt8>) -> Range<Int> {
    let start = bytes.count
    bytes.append(contentsOf: text)
    return start..<bytes.count
  }

  private mutating func endCell() {
    cells.append((cells.last?.upperBound ?? 0)..<bytes.count)
  }
}
