import PostgreSQL
import SQL

/// What was applied: each version of a document has the digest that it was recorded with, over its
/// text and the version before.
struct AppliedCheck {
  private let connection: Connection

  init(_ connection: Connection) { self.connection = connection }

  /// Examines every version of every document.
  func run() throws -> AuditCheck {
    var check = AuditCheck("applied")
    let (versions, kind, name, version, column, expected, found) =
      try connection.query(.named("audit_applied"))
      .single(
        Int64.self, String?.self, String?.self, Int32?.self, String?.self, String?.self,
        String?.self)
    check.examined = Int(versions)
    if let kind, let name, let version, let column, let expected, let found {
      check.keep(
        BrokenRow(
          document: "\(kind) \(name), version \(version)", column: column, expected: expected,
          found: found))
    }
    return check
  }
}
