public import PostgreSQL

/// A database of the test server.
public struct TestDatabase: Sendable {
  /// Its name; also a template for others, once nobody is connected to it.
  public let name: String
  /// Where it is.
  public let cluster: PrivateCluster

  init(name: String, cluster: PrivateCluster) {
    self.name = name
    self.cluster = cluster
  }

  /// The URL for the superuser.
  public var connectionURL: String { connectionURL(user: "postgres") }

  /// The URL for a user.
  public func connectionURL(user: String) -> String {
    cluster.connectionURL(user: user, database: name)
  }

  /// A connection of the superuser, working as `role` if there is one.
  ///
  /// - Throws: `connection_failed`.
  public func connect(role: String? = nil) throws(PostgresError) -> Connection {
    try Connection(connectionURL, role: role)
  }
}
