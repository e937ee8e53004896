/// A value of a document together with the place it was read from.
///
/// Scalars keep their characters: a number is read from them later, never through binary floating
/// point. A null, plain `~` or empty value is `absent`.
public struct DocumentNode: Sendable {
  /// What stands there.
  public enum Content: Sendable {
    case absent
    case scalar(String)
    case list([DocumentNode])
    case mapping([Entry])
  }

  /// One key of a mapping and its value, in document order.
  public struct Entry: Sendable {
    public let key: String
    public let value: DocumentNode

    public init(key: String, value: DocumentNode) {
      self.key = key
      self.value = value
    }
  }

  public let content: Content
  /// The line in the file, from 1; nil for what was not read from a file.
  public let line: Int?
  /// Whether a scalar was written in quotes or as a block; it is shown so again.
  public let isQuoted: Bool
  private let place: DocumentPlace

  init(_ content: Content, line: Int?, at place: DocumentPlace, isQuoted: Bool = false) {
    self.content = content
    self.line = line
    self.place = place
    self.isQuoted = isQuoted
  }

  /// The file's path as it was given.
  public var file: String { place.file }

  /// The path of the key from the document's root; empty for the root. O(depth).
  public var key: String { place.key }

  /// Whether nothing stands there.
  public var isAbsent: Bool {
    if case .absent = content { true } else { false }
  }

  /// The value under a key of this mapping; nil where there is none.
  public subscript(_ name: String) -> DocumentNode? {
    guard case .mapping(let entries) = content else { return nil }
    return entries.first { $0.key == name }?.value
  }

  /// An error at this place.
  public func error(_ code: DocumentError.Code, _ message: String) -> DocumentError {
    DocumentError(code: code, file: file, line: line, key: key, message: message)
  }

  /// Whether a scalar without quotes says that nothing stands there.
  static func isNull(plain text: String) -> Bool {
    ["", "~", "null", "Null", "NULL"].contains(text)
  }

  /// What stands there, in a few words, for messages.
  var found: String {
    switch content {
    case .absent: "nothing"
    case .scalar(let text): "\"\(text.prefix(60))\""
    case .list(let items): "a list of \(items.count)"
    case .mapping: "a mapping"
    }
  }
}
