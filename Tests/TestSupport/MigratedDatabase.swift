public import PostgreSQL
internal import SQL

/// Databases with Relevé's schema: migrated once for the test process, then copied.
public enum MigratedDatabase {
  private static let template: Result<TestDatabase, any Error> = Result {
    try make(on: TestServer.shared.cluster())
  }

  /// A new database on a server, migrated there.
  ///
  /// - Throws: `PostgresError`, `SchemaError`.
  public static func make(on cluster: PrivateCluster) throws -> TestDatabase {
    let database = try cluster.makeDatabase()
    _ = try Schema(database.connect()).migrate()
    return database
  }

  /// A new database, for one test alone; it goes with the server.
  ///
  /// - Throws: `ClusterError`, `PostgresError`, `SchemaError`.
  public static func make() throws -> TestDatabase {
    try TestServer.shared.makeDatabase(template: template.get().name)
  }

  /// Runs `body` with a new database, which is dropped afterwards: for tests that need hundreds.
  ///
  /// - Throws: as `make`; what `body` throws.
  public static func with<Value>(_ body: (TestDatabase) throws -> Value) throws -> Value {
    let database = try make()
    let result = Result { try body(database) }
    try TestServer.shared.drop(database)
    return try result.get()
  }
}

extension TestDatabase {
  /// A connection that works as the program does.
  public func connectAsProgram() throws(PostgresError) -> Connection {
    try connect(role: "releve_app")
  }
}
