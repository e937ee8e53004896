/// Reads a mapping key by key and, at the end, refuses the keys that nobody asked for.
///
///     var spec = try node.mapping()
///     let currency = try spec.required("currency").string()
///     let terms = try spec.optional("payment_terms_days")?.integer(in: 0...365)
///     try spec.finish()
public struct MappingReader {
  /// The mapping as a whole: the place for errors that concern several keys.
  public let node: DocumentNode
  private let entries: [DocumentNode.Entry]
  private var asked: [String] = []

  init(_ node: DocumentNode, entries: [DocumentNode.Entry]) {
    self.node = node
    self.entries = entries
    asked.reserveCapacity(entries.count + 4)
  }

  /// The value of a key that must be there.
  public mutating func required(_ key: String) throws(DocumentError) -> DocumentNode {
    guard let value = optional(key) else {
      // The key itself may stand there with nothing behind it.
      if let slip = entries.first(where: {
        $0.key != key && Self.sound($0.key) == Self.sound(key)
      }) {
        throw slip.value.error(
          .unknownKey, "unknown key `\(slip.key)`; did you mean `\(key)`, which is missing?")
      }
      throw node.error(.missingKey, "the key `\(key)` is missing")
    }
    return value
  }

  /// The value of a key that may be left out or null.
  public mutating func optional(_ key: String) -> DocumentNode? {
    asked.append(key)
    guard let index = entries.firstIndex(where: { $0.key == key }), !entries[index].value.isAbsent
    else { return nil }
    return entries[index].value
  }

  /// What is left of a key without capitals and signs: keys that share it are slips of the pen.
  private static func sound(_ key: String) -> String {
    key.lowercased().filter { $0.isLetter || $0.isNumber }
  }

  /// Refuses the first key that was never asked for, and says which ones there are.
  public func finish() throws(DocumentError) {
    guard let unknown = entries.first(where: { !asked.contains($0.key) }) else { return }
    let known = asked.sorted().joined(separator: ", ")
    throw unknown.value.error(.unknownKey, "unknown key `\(unknown.key)`; known here: \(known)")
  }
}
