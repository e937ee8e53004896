internal import CLibPQ

/// A session with a PostgreSQL server, used by one task or thread at a time.
///
/// Every call blocks until the server has answered. The session speaks UTF-8, its time zone is UTC,
/// and it ends when the value goes away. A server that vanished from the network without a word is
/// noticed within about a minute.
///
/// A session that is lost is opened anew where nothing can be lost with it: before a statement that
/// stands outside a transaction is sent, and by `transaction`. It has the role, the notice handler
/// and the parameters of the first one then, and not what SQL has set since. A statement that was
/// under way outside a transaction is reported as `connection_lost`: it may have been done.
public final class Connection {
  /// libpq's connection; another one after the session was opened anew.
  private(set) var handle: OpaquePointer
  /// What the server has prepared for this session, by the names of the statements.
  var preparedStatements: [String: PreparedStatement] = [:]
  /// Whether `transaction` has begun one that has not ended.
  var isInTransaction = false
  /// How often and for how long what failed is tried again.
  let retry: RetryPolicy
  private let parameters: SessionParameters
  private let interrupter: Interrupter?
  private let notices: NoticeSink

  /// Opens a session.
  ///
  /// - Parameters:
  ///   - conninfo: a libpq URL or `key=value` string.
  ///   - role: the role to work as, if not the user's own. It is set at start-up, so that
  ///     `RESET ROLE` returns to it.
  ///   - applicationName: what the server's views and logs call this session, unless `conninfo` or
  ///     PGAPPNAME names it.
  ///   - retry: what is done where the server gives up a transaction or goes away.
  ///   - interrupter: what another thread ends the work with.
  /// - Throws: `connection_failed`, at once: only a session that was open is waited for.
  public init(
    _ conninfo: String, role: String? = nil, applicationName: String = "releve",
    retry: RetryPolicy = RetryPolicy(), interrupter: Interrupter? = nil
  ) throws(PostgresError) {
    parameters = try SessionParameters(
      conninfo: conninfo, role: role, applicationName: applicationName)
    self.retry = retry
    self.interrupter = interrupter
    handle = try parameters.open()
    notices = NoticeSink()
    try beginSession()
  }

  deinit { end(handle) }

  /// Receives the server's notices and warnings, without a final line break; nil discards them.
  public var onNotice: (@Sendable (String) -> Void)? {
    get { notices.handler }
    set { notices.handler = newValue }
  }

  /// Whether the session was alive at its last use.
  public var isOpen: Bool { PQstatus(handle) == CONNECTION_OK }

  /// Opens a new session in the place of this one, which ends.
  ///
  /// - Throws: `connection_failed`; the old session stays then.
  func reconnect() throws(PostgresError) {
    let old = handle
    handle = try parameters.open()
    end(old)
    preparedStatements = [:]
    try beginSession()
  }

  /// Refuses further work once it is to end.
  ///
  /// - Throws: `interrupted`.
  func checkInterruption() throws(PostgresError) {
    if interrupter?.isInterrupted ?? false {
      throw PostgresError(.interrupted, "the work was interrupted")
    }
  }

  private func beginSession() throws(PostgresError) {
    notices.attach(to: handle)
    interrupter?.watch(handle)
    try assertUTC()
  }

  private func end(_ handle: OpaquePointer) {
    interrupter?.forget(handle)
    PQfinish(handle)
  }

  /// PGTZ in the environment wins over start-up options; SQL that casts to dates must not see it.
  private func assertUTC() throws(PostgresError) {
    if let zone = PQparameterStatus(handle, "TimeZone"), String(cString: zone) == "UTC" { return }
    _ = try checked(PQexec(handle, "set time zone 'UTC'"), statement: "set_time_zone")
  }
}
