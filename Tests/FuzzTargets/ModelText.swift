/// The bytes of an input, cut into lines and rows in the slow, obvious way.
struct ModelText {
  /// A line or a row: where it begins, and its bytes without the line end.
  struct Piece {
    let line: Int
    let bytes: [UInt8]

    /// Whether it holds white space of JSON only.
    var isBlank: Bool { bytes.allSatisfy { [0x20, 0x09, 0x0D].contains($0) } }
  }

  /// Without the byte-order mark.
  let bytes: [UInt8]

  init(_ bytes: UnsafeRawBufferPointer) {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    self.bytes = Array(bytes.starts(with: mark) ? bytes.dropFirst(3) : bytes[...])
  }

  /// The lines, each without its LF and the CR before it.
  func lines() -> [Piece] {
    pieces { start in bytes[start...].firstIndex(of: lineFeed) ?? bytes.endIndex }
  }

  /// The rows of a table: a line feed within quotes ends none.
  func rows(separator: UInt8) -> [Piece] {
    pieces { start in
      var place = start
      while place < bytes.endIndex {
        if bytes[place] == quote { place = behindQuotes(place) }
        let end = bytes[place...].firstIndex { $0 == separator || $0 == lineFeed }
        guard let end, bytes[end] == separator else { return end ?? bytes.endIndex }
        place = end + 1
      }
      return bytes.endIndex
    }
  }

  private func pieces(end: (Int) -> Int) -> [Piece] {
    var pieces: [Piece] = []
    var line = 1
    var start = 0
    while start < bytes.endIndex {
      let end = end(start)
      var piece = bytes[start..<end]
      if piece.last == carriageReturn { piece.removeLast() }
      pieces.append(Piece(line: line, bytes: Array(piece)))
      line += bytes[start..<min(end + 1, bytes.endIndex)].count { $0 == lineFeed }
      start = end + 1
    }
    return pieces
  }

  /// Behind the quote that closes the one at `start`; the end where none does.
  private func behindQuotes(_ start: Int) -> Int {
    var place = start + 1
    while let closing = bytes[place...].firstIndex(of: quote) {
      guard closing + 1 < bytes.endIndex, bytes[closing + 1] == quote else { return closing + 1 }
      place = closing + 2
    }
    return bytes.endIndex
  }
}

private let lineFeed = UInt8(ascii: "\n")
private let carriageReturn = UInt8(ascii: "\r")
private let quote = UInt8(ascii: "\"")
