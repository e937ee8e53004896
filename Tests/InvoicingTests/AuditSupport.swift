import Calendars
import Invoicing
import PostgreSQL
import TestSupport
import Testing

/// Databases with the documents of `IssuedWorld`, in which a test breaks a row.
enum AuditedWorld {
  /// Made once, then copied.
  private static let template: Result<TestDatabase, any Error> = Result {
    let issued = try IssuedWorld()
    try issued.world.ingest(
      "x1 nobody csp:fr1:act r 2026-10-20T10:00:00Z 1",
      "x2 nobody csp:fr1:act r 2026-10-20T10:00:00Z 1",
      "a1 prod csp:fr1:act r 2026-10-20T10:00:00Z 1",
      "a1 prod csp:fr1:act r2 2026-10-20T10:00:00Z 1")
    return issued.world.database
  }

  static func make() throws -> TestDatabase {
    try TestServer.shared.makeDatabase(template: template.get().name)
  }

  /// One that somebody has changed who may do all.
  static func make(brokenBy script: String) throws -> TestDatabase {
    let database = try make()
    // Without foreign keys and triggers.
    try database.connect().run(
      script: "set session_replication_role = replica; \(script)", name: "break")
    return database
  }
}

extension TestDatabase {
  /// What an auditor finds, who may read and nothing else.
  func audited(
    _ period: String? = nil, heads: [InvoiceArchive.Head]? = nil, after mark: AuditMark? = nil
  ) throws -> AuditResult {
    try Audit(connect(role: "releve_auditor")).run(
      period.map { try #require(Period($0)) }, heads: heads, after: mark)
  }
}

extension AuditResult {
  /// What is wrong, by check: `chain: FR-2026-000001, digest: expected …, found …`.
  var failures: [String] {
    checks.compactMap { check in check.broken.map { "\(check.name): \($0)" } }
  }

  func broken(_ name: String) -> BrokenRow? { checks.first { $0.name == name }?.broken }
}
