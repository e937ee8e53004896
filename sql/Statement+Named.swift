public import PostgreSQL

/// The named statements of `sql/queries`: all SQL of the program stands in those files.
enum NamedStatements {
  /// By name, read once from the files that the binary carries.
  static let all: [String: Statement] = {
    let files = [
      PackageResources.schema_sql, PackageResources.documents_sql, PackageResources.ingest_sql,
      PackageResources.quarantine_sql, PackageResources.archive_sql,
      PackageResources.metering_sql, PackageResources.metering_run_sql,
      PackageResources.metering_days_sql, PackageResources.usage_sql, PackageResources.invoices_sql,
      PackageResources.statement_sql, PackageResources.journal_sql,
      PackageResources.audit_sql, PackageResources.audit_service_levels_sql,
      PackageResources.explain_sql, PackageResources.explain_days_sql,
      PackageResources.explain_windows_sql, PackageResources.explain_changes_sql,
      PackageResources.explain_credits_sql,
      PackageResources.service_import_sql, PackageResources.service_claims_sql,
      PackageResources.service_levels_sql, PackageResources.service_samples_sql,
      PackageResources.service_availability_sql, PackageResources.service_tickets_sql,
      PackageResources.nightly_sql, PackageResources.alerts_sql, PackageResources.reconcile_sql,
      PackageResources.doctor_sql, PackageResources.capacity_import_sql,
      PackageResources.capacity_history_sql, PackageResources.capacity_events_sql,
    ]
    var statements: [String: Statement] = [:]
    for file in files {
      for statement in parse(String(decoding: file, as: UTF8.self)) {
        statements[statement.name] = statement
      }
    }
    return statements
  }()

  /// The statements of a file: each begins with a line `-- name: NAME`.
  static func parse(_ file: String) -> [Statement] {
    let parts = file.split(separator: "-- name: ", omittingEmptySubsequences: false).dropFirst()
    return parts.compactMap { part in
      guard let end = part.firstIndex(of: "\n") else { return nil }
      return Statement(name: String(part[..<end]), text: String(part[end...]))
    }
  }
}

extension Statement {
  /// A statement of `sql/queries` by its name. A name that does not exist gives a statement that
  /// the server refuses with that name in its message; a test compares all names with the files.
  public static func named(_ name: StaticString) -> Statement {
    let name = "\(name)"
    return NamedStatements.all[name]
      ?? Statement(name: name, text: "there is no statement named \(name) in sql/queries")
  }
}
