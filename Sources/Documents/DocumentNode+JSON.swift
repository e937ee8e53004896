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
