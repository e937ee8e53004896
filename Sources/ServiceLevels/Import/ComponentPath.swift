/// Names of components: `region/zone/kind/name` or shorter.
enum ComponentPath {
  /// The longest path, and the longest id of a record, in bytes: both are keys of indexes.
  static let bytesMax = 512

  /// Whether a text is a path without patterns: segments of ASCII letters, digits, `.`, `_` and
  /// `-`, each beginning with a letter or a digit.
  static func isSound(_ path: String) -> Bool {
    guard !path.isEmpty, path.utf8.count <= bytesMax else { return false }
    var isAtStart = true
    for byte in path.utf8 {
      switch byte {
      case UInt8(ascii: "/"):
        if isAtStart { return false }
        isAtStart = true
        continue
      case UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"):
        if isAtStart { return false }
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        break
      default: return false
      }
      isAtStart = false
    }
    return !isAtStart
  }

  /// What a path looks like, for messages.
  static let expectation =
    "a path such as fr1/az05/compute/clu-001: segments of letters, digits, '.', '_' and '-'"
}
