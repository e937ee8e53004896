public import Documents

/// What `--map` says of Alertmanager's notifications: which component an alert is about, and what
/// share of it is down.
public struct AlertMap: Sendable {
  /// The path, from an alert's labels.
  let component: ValueRule<ColumnName>
  /// The share; nil where every alert means 1.
  let impact: ValueRule<ColumnName>?

  /// Reads a map: `component: { template: "fr1/{zone}/compute/{instance}" }`,
  /// `impact: { label: severity, values: { critical: "1", warning: null } }`.
  public init(_ node: DocumentNode) throws(DocumentError) {
    var keys = try node.mapping()
    component = try MapParts.rule(keys.required("component"), column: "label")
    if let node = keys.optional("impact") {
      let rule = try MapParts.rule(node, column: "label")
      let shares = rule.replacement.map { Array($0.values.values) + [$0.otherwise] } ?? []
      for share in shares.compactMap(\.self) {
        let text = String(decoding: share, as: UTF8.self)
        guard Impact(text) != nil else {
          throw node.invalid(
            "in `values` and `otherwise` \(Impact.expected) in the place of \(text)")
        }
      }
      impact = rule
    } else {
      impact = nil
    }
    try keys.finish()
  }
}
