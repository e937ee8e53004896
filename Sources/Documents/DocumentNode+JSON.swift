import Foundation

/// The stored form of a document: JSON with every scalar as a string, absent values left out.
extension DocumentNode {
  /// The document as one line of JSON with sorted keys: equal documents give equal texts, whatever
  /// their layout, quoting and comments.
  public func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(EncodedNode(node: self)), as: UTF8.self)
  }

  /// Reads back what `json()` wrote. `origin` stands where a file's path would in errors.
  public init(json text: String, origin: String) throws {
    let value = try JSONDecoder().decode(DecodedNode.self, from: Data(text.utf8))
    self = value.node(at: DocumentPlace(file: origin))
  }
}

private struct AnyKey: CodingKey {
  let stringValue: String
  var intValue: Int? { nil }

  init(stringValue: String) { self.stringValue = stringValue }
  init?(intValue: Int) { nil }
}

private struct EncodedNode: Encodable {
  let node: DocumentNode

  func encode(to encoder: any Encoder) throws {
    switch node.content {
    case .absent:
      var container = encoder.singleValueContainer()
      try container.encodeNil()
    case .scalar(let text):
      try text.encode(to: encoder)
    case .list(let items):
      try items.map(EncodedNode.init).encode(to: encoder)
    case .mapping(let entries):
      var container = encoder.container(keyedBy: AnyKey.self)
      for entry in entries where !entry.value.isAbsent {
        try container.encode(
          EncodedNode(node: entry.value), forKey: AnyKey(stringValue: entry.key))
      }
    }
  }
}

private enum DecodedNode: Decodable {
  case absent
  case scalar(String)
  case list([DecodedNode])
  case mapping([(String, DecodedNode)])

  init(from decoder: any Decoder) throws {
    if let container = try? decoder.container(keyedBy: AnyKey.self) {
      self = .mapping(
        try container.allKeys.map { ($0.stringValue, try container.decode(Self.self, forKey: $0)) }
          .sorted { $0.0 < $1.0 })
    } else if let items = try? [DecodedNode](from: decoder) {
      self = .list(items)
    } else {
      let container = try decoder.singleValueContainer()
      self = container.decodeNil() ? .absent : .scalar(try container.decode(String.self))
    }
  }

  func node(at place: DocumentPlace) -> DocumentNode {
    let content: DocumentNode.Content
    switch self {
    case .absent: content = .absent
    case .scalar(let text): content = .scalar(text)
    case .list(let items):
      let container = place.opened()
      content = .list(
        items.enumerated().map { $0.element.node(at: container.item($0.offset)) })
    case .mapping(let entries):
      let container = place.opened()
      content = .mapping(
        entries.map { name, value in
          DocumentNode.Entry(key: name, value: value.node(at: container.value(of: name)))
        })
    }
    return DocumentNode(content, line: nil, at: place)
  }
}
