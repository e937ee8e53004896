/// A JSON value within a text: its bytes, and the line that it begins on.
package struct JSONPiece: Hashable, Sendable {
  /// Its bytes, without white space around them.
  package let range: Range<Int>
  /// From 1.
  package let line: Int
}

/// Cuts a JSON text into the items of a list or the members of an object, without reading them:
/// each can then be read alone, and one that is broken spoils no other. O(length).
///
/// Brackets are counted and texts skipped; whether a piece is valid JSON is for its reader to find.
package struct JSONCutter {
  /// What comes next.
  package enum Step: Equatable {
    /// An item of a list, or a value that stands by itself; of an object, a member with its key as
    /// it is written, in quotes.
    case piece(JSONPiece, key: Range<Int>?)
    /// The list or object, or the text, ends here.
    case end
    /// What follows cannot be cut.
    case broken(line: Int, String)
  }

  private enum Container { case text, list, object }

  private let text: UnsafeBufferPointer<UInt8>
  private let container: Container
  private var position: Int
  private var line: Int
  private var isFirst = true

  /// The values of a whole text, one after the other, with nothing but white space between them.
  package init(_ text: UnsafeBufferPointer<UInt8>) {
    self.text = text
    container = .text
    position = 0
    line = 1
  }

  /// The items or members of a piece; none, and broken, where it is no list or object.
  package init(_ text: UnsafeBufferPointer<UInt8>, in piece: JSONPiece) {
    self.text = UnsafeBufferPointer(rebasing: text[..<piece.range.upperBound])
    container = text[piece.range.lowerBound] == UInt8(ascii: "{") ? .object : .list
    position = piece.range.lowerBound
    line = piece.line
    if [UInt8(ascii: "{"), UInt8(ascii: "[")].contains(text[position]) { position += 1 }
  }

  /// What has not been cut yet, to its end, as if it were one piece; nil where there is nothing.
  package mutating func rest() -> JSONPiece? {
    skipSpace()
    return position < text.count ? JSONPiece(range: position..<text.count, line: line) : nil
  }

  /// The next piece. After `end` and `broken` there is nothing more to be asked.
  package mutating func next() -> Step {
    skipSpace()
    if container == .text {
      return position == text.count ? .end : piece(key: nil)
    }
    if take(container == .list ? "]" : "}") {
      skipSpace()
      return position == text.count ? .end : broken("something stands behind the end")
    }
    guard isFirst || take(",") else { return broken("a comma is missing") }
    isFirst = false
    skipSpace()
    guard container == .object else { return piece(key: nil) }
    let start = position
    guard position < text.count, text[position] == UInt8(ascii: "\""), skipText() else {
      return broken("a key in quotes is missing")
    }
    let key = start..<position
    skipSpace()
    guard take(":") else { return broken("a colon is missing") }
    skipSpace()
    return piece(key: key)
  }

  private mutating func piece(key: Range<Int>?) -> Step {
    let (start, startLine) = (position, line)
    guard skipValue() else {
      line = startLine
      return broken("what begins here has no end")
    }
    guard position > start else { return broken("a value is missing") }
    return .piece(JSONPiece(range: start..<position, line: startLine), key: key)
  }

  private func broken(_ problem: String) -> Step { .broken(line: line, problem) }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard position < text.count, text[position] == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  private mutating func skipSpace() {
    while position < text.count, Self.isSpace(text[position]) {
      if text[position] == Byte.lineFeed { line += 1 }
      position += 1
    }
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == Byte.lineFeed
      || byte == Byte.carriageReturn
  }

  /// Whether the value that begins here has an end; what is neither list nor object nor text ends
  /// before what may stand behind it.
  private mutating func skipValue() -> Bool {
    var depth = 0
    while position < text.count {
      switch text[position] {
      case UInt8(ascii: "\""):
        guard skipText() else { return false }
        if depth == 0 { return true }
        continue
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        if depth == 0 { return true }
        depth -= 1
        if depth == 0 {
          position += 1
          return true
        }
      case UInt8(ascii: ",") where depth == 0:
        return true
      case let byte where Self.isSpace(byte):
        if depth == 0 { return true }
        if byte == Byte.lineFeed { line += 1 }
      default: break
      }
      position += 1
    }
    return depth == 0
  }

  /// Whether the text whose quote stands here has another one at its end.
  private mutating func skipText() -> Bool {
    position += 1
    while position < text.count {
      switch text[position] {
      case UInt8(ascii: "\""):
        position += 1
        return true
      case UInt8(ascii: "\\")
      where position + 1 < text.count && text[position + 1] != Byte.lineFeed:
        position += 1
      case Byte.lineFeed: line += 1
      default: break
      }
      position += 1
    }
    position = text.count
    return false
  }
}
