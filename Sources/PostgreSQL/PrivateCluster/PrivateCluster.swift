/// A PostgreSQL cluster of Relevé's own, under a folder, reachable through a Unix socket only.
///
/// The value only names the cluster: what there is on disk and what runs is looked up at each call,
/// so that any number of processes may hold one.
public struct PrivateCluster: Sendable {
  /// The folder, as an absolute path without symbolic links.
  public let home: String
  /// What the server is started with besides the standard settings; the last of a name holds.
  let settings: [ServerSetting]

  /// The port, which only gives the socket its name.
  static let port = 5432

  /// The limit on each wait: for the lock, for initdb, for the server to start and to stop.
  static let waitSecondsMax = 60

  /// A cluster under `home`, which need not exist.
  ///
  /// - Parameters:
  ///   - home: a path; relative ones are taken from the current directory, now.
  ///   - settings: further settings of the server, such as `fsync` `off` for tests; they take
  ///     effect when it starts.
  public init(home: String, settings: [(String, String)] = []) {
    self.home = FilePath.real(home)
    self.settings = settings.map { ServerSetting(name: $0.0, value: $0.1) }
  }

  /// Where the tables are.
  public var dataDirectory: String { placement.dataDirectory }

  /// Where the socket is; for the eyes of the server's user only.
  public var socketDirectory: String { placement.socketDirectory }

  /// What initdb, pg_ctl and the server said, appended.
  public var logFile: String { home + "/postgresql.log" }

  /// The URL for ordinary work: the database `releve`, as the role `releve`.
  public var connectionURL: String { connectionURL(user: "releve") }

  /// A URL for psql and libpq.
  ///
  /// - Parameters:
  ///   - user: `releve`, or `postgres`, the superuser, for migrations.
  ///   - database: a database of the cluster.
  /// - Returns: a `postgresql://` URL with everything percent-encoded.
  public func connectionURL(user: String, database: String = "releve") -> String {
    let host = PercentEncoding.encoded(socketDirectory)
    return "postgresql://\(PercentEncoding.encoded(user))@/\(PercentEncoding.encoded(database))"
      + "?host=\(host)&port=\(Self.port)"
  }

  /// The place of data and socket, as things stand.
  var placement: ClusterPlacement {
    ClusterPlacement(home: home, account: try? ServerAccount.current())
  }
}
