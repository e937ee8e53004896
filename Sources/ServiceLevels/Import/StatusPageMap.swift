import Decimals
public import Documents

/// What `--map` says of a status page: which of its components are ours, and what its words for an
/// incident's impact mean (contract, section 5).
public struct StatusPageMap: Sendable {
  /// Paths by the page's names; nil for those that do not concern us.
  let components: [String: String?]
  /// Shares by the page's words, nil for those that are no outage; nil where any word means 1.
  let impacts: [String: DecimalNumber?]?

  /// Reads a map: `components: { Actions: github/actions }`, `impact: { minor: "1", none: null }`.
  public init(_ node: DocumentNode) throws(DocumentError) {
    var keys = try node.mapping()
    components = try Self.values(keys.required("components")) { value throws(DocumentError) in
      let path = try value.string()
      guard ComponentPath.isSound(path) else { throw value.invalid(ComponentPath.expectation) }
      return path
    }
    impacts = try keys.optional("impact").map { node throws(DocumentError) in
      try Self.values(node) { value throws(DocumentError) in try Impact(value).number }
    }
    try keys.finish()
  }

  private static func values<Value>(
    _ node: DocumentNode, _ read: (DocumentNode) throws(DocumentError) -> Value
  ) throws(DocumentError) -> [String: Value?] {
    guard case .mapping(let entries) = node.content else {
      throw node.invalid("a mapping of the page's names to ours")
    }
    var values: [String: Value?] = [:]
    for entry in entries {
      values.updateValue(
        entry.value.isAbsent ? nil : try read(entry.value), forKey: entry.key.normalised)
    }
    return values
  }
}
