import Documents

/// The lists of an answer of the API, cut into objects that are read one by one.
struct AnswerLists {
  typealias Object = Result<DocumentNode, DocumentError>

  private let padded: [UInt8]
  private let count: Int
  private let file: String

  init(_ bytes: [UInt8], file: String) throws(DocumentError) {
    let content = bytes.withoutByteOrderMark
    count = content.count
    padded = content + [UInt8](repeating: 0, count: JSONLineReader.paddingBytes)
    self.file = file
  }

  /// The objects of an answer that is one list.
  func objects() throws(DocumentError) -> [Object] {
    try reading { text, reader throws(DocumentError) in
      let list = try whole(text, "[", "a list of objects")
      return try objects(of: list, text, reader)
    }
  }

  /// The objects of an answer that is an object of lists, by its keys, in their order.
  func objectsByKey() throws(DocumentError) -> [(String, [Object])] {
    try reading { text, reader throws(DocumentError) in
      let object = try whole(text, "{", "an object of lists")
      var members = JSONCutter(text, in: object)
      var lists: [(String, [Object])] = []
      while true {
        switch members.next() {
        case .end: return lists
        case .broken(let line, let problem): throw broken(line, problem)
        case .piece(let piece, let key):
          guard let key, text[piece.range.lowerBound] == UInt8(ascii: "[") else {
            throw broken(piece.line, "a list of objects is expected here")
          }
          let name = String(decoding: text[key].dropFirst().dropLast(), as: UTF8.self)
          lists.append((name, try objects(of: piece, text, reader)))
        }
      }
    }
  }

  private func objects(
    of list: JSONPiece, _ text: UnsafeBufferPointer<UInt8>, _ reader: JSONLineReader
  ) throws(DocumentError) -> [Object] {
    var items = JSONCutter(text, in: list)
    var objects: [Object] = []
    while true {
      switch items.next() {
      case .end: return objects
      case .broken(let line, let problem): throw broken(line, problem)
      case .piece(let piece, _):
        let bytes = UnsafeBufferPointer(rebasing: text[piece.range])
        objects.append(
          reader.read(bytes, number: piece.line) { line in
            Result { () throws(DocumentError) in try line.document() }
          })
      }
    }
  }

  private func whole(
    _ text: UnsafeBufferPointer<UInt8>, _ bracket: Unicode.Scalar, _ expected: String
  ) throws(DocumentError) -> JSONPiece {
    var values = JSONCutter(text)
    let first = values.next()
    if case .broken(let line, let problem) = first { throw broken(line, problem) }
    guard case .piece(let value, _) = first,
      text[value.range.lowerBound] == UInt8(ascii: bracket), case .end = values.next()
    else { throw broken(1, "\(expected) is expected, and nothing else") }
    return value
  }

  private func broken(_ line: Int, _ problem: String) -> DocumentError {
    DocumentError(code: .invalidJSON, file: file, line: line, key: "", message: problem)
  }

  private func reading<Value>(
    _ body: (UnsafeBufferPointer<UInt8>, JSONLineReader) throws(DocumentError) -> Value
  ) throws(DocumentError) -> Value {
    let reader = try JSONLineReader(file: file)
    // `withUnsafeBufferPointer` does not hand on the type of what is thrown.
    let result = padded.withUnsafeBufferPointer { bytes in
      Result { () throws(DocumentError) in
        try body(UnsafeBufferPointer(rebasing: bytes[..<count]), reader)
      }
    }
    return try result.get()
  }
}
