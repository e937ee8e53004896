import Documents

/// A pattern of component names, paths such as `fr1/az05/compute/clu-001` (contract, section 5):
/// `*` stands for anything within one segment, a segment `**` for any number of segments.
public struct ComponentPattern: Hashable, Sendable {
  /// The pattern as written.
  public let text: String

  /// Stands for every component.
  public static let all = ComponentPattern(text: "**")

  private init(text: String) { self.text = text }

  /// Reads a pattern of segments that are not empty; `**` is a segment of its own.
  init(_ node: DocumentNode) throws(DocumentError) {
    text = try node.normalisedName()
    let segments = text.split(separator: "/", omittingEmptySubsequences: false)
    let isSound = segments.allSatisfy { segment in
      !segment.isEmpty && (segment == "**" || !segment.contains("**"))
        && !segment.contains(where: \.isWhitespace)
    }
    guard isSound else {
      throw node.invalid(
        "a path such as fr1/az05/compute/*: segments that are not empty, and ** as a whole segment")
    }
  }
}
