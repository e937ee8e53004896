internal import Glibc

extension PrivateCluster {
  private static let findRole = Statement(
    name: "find_cluster_role", text: "select 1 from pg_roles where rolname = 'releve'")
  private static let createRole = Statement(
    name: "create_cluster_role", text: "create role releve login")
  private static let findDatabase = Statement(
    name: "find_cluster_database", text: "select 1 from pg_database where datname = 'releve'")
  private static let createDatabase = Statement(
    name: "create_cluster_database", text: "create database releve")
  /// Identities of events are spread over their whole index: after each checkpoint nearly every
  /// page of it is logged whole, which is most of what an ingestion writes. Not every server is
  /// built with lz4, and one that is not would not start with the setting in its configuration.
  private static let compressLog = Statement(
    name: "compress_cluster_log",
    text: """
      do $$
      begin
        if exists (
          select from pg_settings where name = 'wal_compression' and 'lz4' = any (enumvals)
        ) then
          alter database releve set wal_compression = 'lz4';
        end if;
      end $$
      """)

  /// A session as soon as the server accepts one: it may have been started by a process that was
  /// killed, and still recover.
  private func connectOnceReady() throws(PostgresError) -> Connection {
    let deadline = ContinuousClock.now + .seconds(Self.waitSecondsMax)
    while true {
      do throws(PostgresError) {
        return try Connection(connectionURL(user: "postgres", database: "postgres"))
      } catch {
        guard case .running = Self.status(at: placement), ContinuousClock.now < deadline else {
          throw error
        }
        usleep(50_000)
      }
    }
  }

  /// Creates the role and the database where they are missing. What they may do is up to the
  /// migrations. To be called under the lock.
  func provision() throws(ClusterError) {
    do throws(PostgresError) {
      let connection = try connectOnceReady()
      if try connection.query(Self.findRole).count == 0 {
        try connection.execute(Self.createRole)
      }
      if try connection.query(Self.findDatabase).count == 0 {
        try connection.execute(Self.createDatabase)
        try connection.execute(Self.compressLog)
      }
    } catch {
      throw ClusterError(
        .provisioningFailed, "the private PostgreSQL cluster is not ready: \(error)",
        hint: "Its log is \(logFile)")
    }
  }
}
