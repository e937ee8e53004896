public import PostgreSQL

/// Why a database's schema cannot be used or migrated.
public enum SchemaError: Error, Hashable, Sendable {
  /// The database lacks migrations of this program.
  case behind(applied: Int, wanted: Int)
  /// The database has migrations that this program does not know: it is older than the database.
  case ahead(applied: Int, wanted: Int)
  /// A migration that was applied has another text than this program's.
  case edited(name: String)

  /// A stable, machine-readable name.
  public var code: String {
    switch self {
    case .behind: "schema_behind"
    case .ahead: "schema_ahead"
    case .edited: "migration_edited"
    }
  }
}

extension SchemaError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .behind(let applied, let wanted):
      "the schema is at step \(applied) of \(wanted): run `releve db migrate` as a superuser of the"
        + " database"
    case .ahead(let applied, let wanted):
      "the schema is at step \(applied), this releve knows \(wanted): use a newer releve"
    case .edited(let name):
      "the migration \(name) was applied with another text than this releve has; migrations are"
        + " only ever added: use the releve that the database was migrated with, or a newer one"
    }
  }
}

/// The schema of a database: what is applied, what is missing.
public struct Schema {
  private let connection: Connection

  public init(_ connection: Connection) { self.connection = connection }

  /// Throws `SchemaError` unless the database is at exactly this program's step.
  public func check() throws {
    let applied = try verifiedCount()
    if applied < Migration.all.count {
      throw SchemaError.behind(applied: applied, wanted: Migration.all.count)
    }
  }

  /// Applies what is missing, each step in a transaction of its own, one process at a time.
  ///
  /// Returns the steps that were applied now. The connection must be a superuser's: roles and an
  /// extension are created the first time.
  public func migrate() throws -> [Migration] {
    _ = try connection.query(.named("migration_lock"))
    defer { _ = try? connection.query(.named("migration_unlock")) }
    try connection.run(script: Migration.bootstrap, name: "bootstrap")
    let applied = try verifiedCount()
    let missing = Array(Migration.all.dropFirst(applied))
    for migration in missing {
      try connection.transaction {
        try connection.execute(.named("migration_owner"))
        try connection.run(script: migration.script, name: migration.name)
        try connection.execute(
          .named("migration_record"), Int32(migration.number), migration.name, migration.checksum)
      }
    }
    return missing
  }

  /// How many steps are applied, after their texts were compared.
  private func verifiedCount() throws -> Int {
    let exists = try connection.query(.named("migration_table_exists")).decode(Bool.self)
    guard exists == [true] else { return 0 }
    let rows = try connection.query(.named("migrations_applied"))
      .decode(Int32.self, String.self, String.self)
    guard rows.count <= Migration.all.count else {
      throw SchemaError.ahead(applied: rows.count, wanted: Migration.all.count)
    }
    for (row, migration) in zip(rows, Migration.all) {
      guard row.2 == migration.checksum else { throw SchemaError.edited(name: migration.name) }
    }
    return rows.count
  }
}
