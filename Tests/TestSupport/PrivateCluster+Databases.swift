public import PostgreSQL

extension PrivateCluster {
  /// A new database.
  ///
  /// - Parameter template: the name of a database to copy, to which nobody is connected; nil for an
  ///   empty one. A server that crashes soon after a database with unlogged tables was copied was
  ///   seen not to recover.
  /// - Returns: the database.
  /// - Throws: `PostgresError`.
  public func makeDatabase(template: String? = nil) throws -> TestDatabase {
    let name = "test_" + String(UInt64.random(in: 0...UInt64.max), radix: 36)
    let source = (template ?? "template1").replacing("\"", with: "\"\"")
    // Names cannot be parameters: the one is made here, the other is quoted.
    try administer("create database \(name) template \"\(source)\"")
    return TestDatabase(name: name, cluster: self)
  }

  /// Drops a database and ends its sessions.
  ///
  /// - Throws: `PostgresError`.
  public func drop(_ database: TestDatabase) throws {
    try administer("drop database \(database.name) with (force)")
  }

  private func administer(_ script: String) throws {
    let connection = try Connection(connectionURL(user: "postgres", database: "postgres"))
    try connection.run(script: script, name: "test_databases")
  }
}
