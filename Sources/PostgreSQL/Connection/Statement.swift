/// One SQL statement with a name: errors, logs and the cache of prepared statements know it by
/// that.
///
/// Parameters are `$1`, `$2`, …; no value is ever spliced into the text.
public struct Statement: Hashable, Sendable {
  /// Unique among the program's statements, such as `insert_event`.
  public let name: String

  /// The SQL; one statement.
  public let text: String

  /// A statement from its name and its SQL.
  public init(name: String, text: String) {
    self.name = name
    self.text = text
  }
}
