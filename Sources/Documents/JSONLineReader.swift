internal import CSimdJSON

/// Reads documents that are JSON, one on a line, through simdjson. Numbers keep their characters,
/// as texts do. Keeps its memory between lines.
public final class JSONLineReader {
  private let reader: OpaquePointer
  private let file: String

  /// How many bytes must be readable behind a line, whatever they hold.
  public static var paddingBytes: Int { Int(JSON_LINE_PADDING) }

  /// `file` names the input in errors.
  public init(file: String) throws(DocumentError) {
    guard let reader = json_reader_create() else {
      throw DocumentError(
        code: .unreadableFile, file: file, line: nil, key: "",
        message: "the JSON parser could not be started: a few KiB of free memory are needed")
    }
    self.reader = reader
    self.file = file
  }

  deinit { json_reader_destroy(reader) }

  /// Reads one line and lends what it holds. `number` is the line's in the file, from 1.
  ///
  /// - Precondition: `paddingBytes` can be read behind the line.
  public func read<Result>(
    _ line: UnsafeBufferPointer<UInt8>, number: Int, _ body: (JSONLine) -> Result
  ) -> Result {
    var tokens = json_tokens()
    let problem =
      if let start = line.baseAddress {
        json_reader_read(reader, start, line.count, &tokens).map { String(cString: $0) }
      } else {
        Optional("the line is empty")
      }
    return body(
      JSONLine(
        tokens: UnsafeBufferPointer(start: tokens.start, count: tokens.count), problem: problem,
        file: file, number: number))
  }
}

/// A line in the memory of its reader.
public struct JSONLine {
  /// A value without parts.
  public enum Scalar {
    /// UTF-8, unescaped.
    case text(UnsafeBufferPointer<UInt8>)
    /// The characters of a number as they were written.
    case number(UnsafeBufferPointer<UInt8>)
  }

  fileprivate let tokens: UnsafeBufferPointer<json_token>
  fileprivate let problem: String?
  fileprivate let file: String
  fileprivate let number: Int

  /// The text or number under a key of the line's object, also where the line is not valid further
  /// on; nil where the key is missing, repeated, or has another value.
  public func scalar(of key: String) -> Scalar? {
    var depth = 0
    var found: json_token?
    for (index, token) in tokens.enumerated() {
      switch token.kind {
      case JSON_TOKEN_OBJECT, JSON_TOKEN_LIST: depth += 1
      case JSON_TOKEN_END: depth -= 1
      case JSON_TOKEN_KEY where depth == 1 && key.utf8.elementsEqual(token.text):
        guard found == nil, index + 1 < tokens.count else { return nil }
        found = tokens[index + 1]
      default: break
      }
    }
    return switch found?.kind {
    case JSON_TOKEN_STRING: found.map { .text($0.text) }
    case JSON_TOKEN_NUMBER: found.map { .number($0.text) }
    default: nil
    }
  }

  /// The line's object as a document, to be kept. O(length).
  public func document() throws(DocumentError) -> DocumentNode {
    try document(in: file, line: number, isWritten: true)
  }

  /// The same of a stored document, in which every value is a text, however it was written.
  func document(storedAs origin: String) throws(DocumentError) -> DocumentNode {
    try document(in: origin, line: nil, isWritten: false)
  }

  private func document(
    in file: String, line: Int?, isWritten: Bool
  ) throws(DocumentError) -> DocumentNode {
    if let problem {
      throw DocumentError(
        code: .invalidJSON, file: file, line: line, key: "",
        message: "is not one valid JSON object: \(problem)")
    }
    var builder = JSONDocumentBuilder(tokens: tokens[...], line: line, isWritten: isWritten)
    return try builder.value(at: DocumentPlace(file: file))
  }
}

/// Builds a document from the tokens of a line.
private struct JSONDocumentBuilder {
  /// Those that were not taken yet.
  private var tokens: Slice<UnsafeBufferPointer<json_token>>
  private let line: Int?
  /// Whether quotes around a text are those that somebody wrote.
  private let isWritten: Bool

  /// Of more keys than these, a set tells whether one was there before.
  private static let fewKeys = 16

  init(tokens: Slice<UnsafeBufferPointer<json_token>>, line: Int?, isWritten: Bool) {
    self.tokens = tokens
    self.line = line
    self.isWritten = isWritten
  }

  mutating func value(at place: DocumentPlace) throws(DocumentError) -> DocumentNode {
    guard let token = tokens.popFirst() else { return DocumentNode(.absent, line: line, at: place) }
    let content: DocumentNode.Content =
      switch token.kind {
      case JSON_TOKEN_OBJECT: .mapping(try mapping(place, count: token.length))
      case JSON_TOKEN_LIST: .list(try list(place, count: token.length))
      case JSON_TOKEN_NULL: .absent
      default: .scalar(String(decoding: token.text, as: UTF8.self))
      }
    return DocumentNode(
      content, line: line, at: place, isQuoted: isWritten && token.kind == JSON_TOKEN_STRING)
  }

  private mutating func mapping(
    _ place: DocumentPlace, count: Int
  ) throws(DocumentError) -> [DocumentNode.Entry] {
    let container = place.opened()
    var entries: [DocumentNode.Entry] = []
    entries.reserveCapacity(count)
    var manyKeys: Set<String> = []
    while let token = tokens.popFirst(), token.kind == JSON_TOKEN_KEY {
      let key = String(decoding: token.text, as: UTF8.self)
      let isNew =
        count > Self.fewKeys
        ? manyKeys.insert(key).inserted : !entries.contains { $0.key == key }
      guard isNew else {
        throw DocumentError(
          code: .duplicateKey, file: place.file, line: line, key: place.key,
          message: "the key `\(key.prefix(60))` stands more than once in a mapping")
      }
      let value = try value(at: container.value(of: key))
      entries.append(DocumentNode.Entry(key: key, value: value))
    }
    return entries
  }

  private mutating func list(
    _ place: DocumentPlace, count: Int
  ) throws(DocumentError) -> [DocumentNode] {
    let container = place.opened()
    var items: [DocumentNode] = []
    items.reserveCapacity(count)
    while let token = tokens.first, token.kind != JSON_TOKEN_END {
      items.append(try value(at: container.item(items.count)))
    }
    tokens = tokens.dropFirst()
    return items
  }
}

extension json_token {
  fileprivate var text: UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: bytes, count: length)
  }
}
