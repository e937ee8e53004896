import Documents

/// A pattern of names: `*` stands for any characters, none too.
public struct NamePattern: Hashable, Sendable {
  /// The pattern as written.
  public let text: String

  /// All names.
  static let all = NamePattern(text: "*")

  private init(text: String) { self.text = text }

  init(_ node: DocumentNode) throws(DocumentError) { text = try node.normalisedName() }

  /// Whether a name is one of those meant. Capitals count. O(length of both) but for patterns with
  /// several `*`.
  public func matches(_ name: String) -> Bool {
    let pattern = Array(text.utf8)
    let name = Array(name.utf8)
    var place = 0
    var position = 0
    // Where the last `*` stands, and up to where it reaches: there the search goes on.
    var star: (place: Int, position: Int)?
    while position < name.count {
      if place < pattern.count, pattern[place] == UInt8(ascii: "*") {
        star = (place, position)
        place += 1
      } else if place < pattern.count, pattern[place] == name[position] {
        place += 1
        position += 1
      } else if let last = star {
        star = (last.place, last.position + 1)
        place = last.place + 1
        position = last.position + 1
      } else {
        return false
      }
    }
    return pattern[place...].allSatisfy { $0 == UInt8(ascii: "*") }
  }
}
