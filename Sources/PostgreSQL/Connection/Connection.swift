internal import CLibPQ

/// A session with a PostgreSQL server, used by one task or thread at a time.
///
/// Every call blocks until the server has answered. The session speaks UTF-8, its time zone is UTC,
/// and it ends when the value goes away. A server that is gone is reported as `connection_lost`;
/// one that vanished from the network without a word is noticed within about a minute.
public final class Connection {
  /// libpq's connection, from the opening to the end of this object.
  let handle: OpaquePointer
  /// What the server has prepared for this session, by the names of the statements.
  var preparedStatements: [String: PreparedStatement] = [:]
  private let notices: NoticeSink

  /// Opens a session.
  ///
  /// - Parameters:
  ///   - conninfo: a libpq URL or `key=value` string.
  ///   - role: the role to work as, if not the user's own. It is set at start-up, so that
  ///     `RESET ROLE` returns to it.
  ///   - applicationName: what the server's views and logs call this session, unless `conninfo` or
  ///     PGAPPNAME names it.
  /// - Throws: `connection_failed`.
  public init(
    _ conninfo: String, role: String? = nil, applicationName: String = "releve"
  ) throws(PostgresError) {
    let parameters = try SessionParameters(
      conninfo: conninfo, role: role, applicationName: applicationName)
    guard let handle = parameters.connect() else {
      throw PostgresError(.connectionFailed, "libpq had no memory for a connection")
    }
    guard PQstatus(handle) == CONNECTION_OK else {
      let error = PostgresError(unopened: handle)
      PQfinish(handle)
      throw error
    }
    self.handle = handle
    self.notices = NoticeSink()
    notices.attach(to: handle)
    try assertUTC()
  }

  deinit { PQfinish(handle) }

  /// Receives the server's notices and warnings, without a final line break; nil discards them.
  public var onNotice: (@Sendable (String) -> Void)? {
    get { notices.handler }
    set { notices.handler = newValue }
  }

  /// Whether the session was alive at its last use.
  public var isOpen: Bool { PQstatus(handle) == CONNECTION_OK }

  /// PGTZ in the environment wins over start-up options; SQL that casts to dates must not see it.
  private func assertUTC() throws(PostgresError) {
    if let zone = PQparameterStatus(handle, "TimeZone"), String(cString: zone) == "UTC" { return }
    try run(script: "set time zone 'UTC'", name: "set_time_zone")
  }
}
