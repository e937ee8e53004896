public import PostgreSQL
import SQL

extension TestServer {
  /// A new database with the program's schema, for one test alone: a copy of one that was migrated
  /// once for the process.
  public func makeMigratedDatabase() throws -> TestDatabase {
    try makeDatabase(template: try Self.template.get())
  }

  private static let template = Result {
    let database = try TestServer.shared.makeDatabase()
    _ = try Schema(database.connect()).migrate()
    return database.name
  }
}

extension TestDatabase {
  /// A connection that works as the program does.
  public func connectAsProgram() throws(PostgresError) -> Connection {
    try connect(role: "releve_app")
  }
}
