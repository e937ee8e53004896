import Documents

/// Reads objects that were cut out of a JSON text.
struct JSONObjects {
  /// The text.
  let bytes: UnsafeBufferPointer<UInt8>
  private let file: String
  private let reader: JSONLineReader

  /// Reads what stands in `bytes`, behind which there is room for `JSONLineReader`.
  init(_ bytes: UnsafeBufferPointer<UInt8>, file: String) throws(DocumentError) {
    self.bytes = bytes
    self.file = file
    reader = try JSONLineReader(file: file)
  }

  /// Where a piece stands.
  func place(_ line: Int) -> RecordPlace { RecordPlace(file: file, line: line) }

  /// Reads the object in a range and hands its document to `body`; what is not valid is refused,
  /// with as much of its kind and id as could be read.
  func read(
    _ range: Range<Int>, line: Int, kind: String? = nil, _ body: (DocumentNode) -> [RecordReading]
  ) -> [RecordReading] {
    let object = UnsafeBufferPointer(rebasing: bytes[range])
    return reader.read(object, number: line) { read in
      do throws(DocumentError) {
        return body(try read.document())
      } catch {
        return [
          .refused(
            RefusedRecord(
              kind: kind ?? read.scalar(of: "kind")?.string, id: read.scalar(of: "id")?.string,
              at: place(line), .malformed, error.message))
        ]
      }
    }
  }

  /// The items of the list under `key` of the object in a piece; nil where there is none.
  func list(_ key: StaticString, of piece: JSONPiece) -> JSONPiece? {
    guard bytes[piece.range.lowerBound] == UInt8(ascii: "{") else { return nil }
    var members = JSONCutter(bytes, in: piece)
    while case .piece(let value, let name?) = members.next() {
      let isNamed = bytes[name].dropFirst().dropLast().elementsEqual("\(key)".utf8)
      if isNamed, bytes[value.range.lowerBound] == UInt8(ascii: "[") { return value }
    }
    return nil
  }

  /// Reads each object of a list; where the list is broken, the rest of it is refused as one.
  func each(
    in list: JSONPiece, kind: String? = nil, _ take: (RecordReading) -> Void,
    _ body: (DocumentNode, RecordPlace) -> [RecordReading]
  ) {
    var items = JSONCutter(bytes, in: list)
    while true {
      switch items.next() {
      case .end: return
      case .piece(let piece, _):
        read(piece.range, line: piece.line, kind: kind) { body($0, place(piece.line)) }
          .forEach(take)
      case .broken(let line, let problem):
        return take(broken(line, problem, kind: kind))
      }
    }
  }

  /// The refusal of all that stands behind a place where a text is broken.
  func broken(_ line: Int, _ problem: String, kind: String? = nil) -> RecordReading {
    .refused(
      RefusedRecord(
        kind: kind, id: nil, at: place(line), .malformed,
        "\(problem): what stands from here on cannot be read"))
  }
}

extension JSONLine.Scalar {
  fileprivate var string: String {
    switch self {
    case .text(let bytes), .number(let bytes): String(decoding: bytes, as: UTF8.self)
    }
  }
}
