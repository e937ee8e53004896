internal import CLibPQ

extension Connection {
  /// What is asked after a COMMIT whose answer was lost: a session that still works on it holds its
  /// transaction's lock, which goes after the outcome can be seen.
  private static let isInTransaction = Statement(
    name: "lost_session_in_transaction",
    text: """
      select exists (
        select from pg_catalog.pg_locks
        where pid = $1 and locktype = 'virtualxid' and pid <> pg_backend_pid())
      """)

  /// To be called before anything is sent. Outside a transaction a session that is gone is opened
  /// anew: nothing was under way.
  ///
  /// - Throws: `interrupted`, `connection_lost` where the server stays away.
  func makeReady() throws(PostgresError) {
    try checkInterruption()
    guard !isInTransaction, PostgresError.isLost(handle) else { return }
    try reconnect(after: PostgresError(.connectionLost, "the server ended the session"))
  }

  /// Opens a new session as soon as the server lets it, within the time of the policy.
  ///
  /// - Throws: `connection_lost` with the last reason where the server stays away; `interrupted`.
  func reconnect(after loss: PostgresError) throws(PostgresError) {
    let deadline = retry.now() + retry.reconnectLimit
    var failures = 0
    while true {
      try checkInterruption()
      do throws(PostgresError) {
        return try reconnect()
      } catch {
        let remaining = deadline - retry.now()
        guard remaining > .zero else { throw Self.isGone(loss, error, after: retry) }
        failures += 1
        retry.sleep(min(retry.pause(afterFailures: failures), remaining))
      }
    }
  }

  /// Waits, within the time of the policy, until the session with that number has ended its
  /// transaction, however it ended.
  ///
  /// - Throws: `connection_lost`, also where it goes on; `interrupted`.
  func waitForEnd(ofTransactionIn session: Int32) throws(PostgresError) {
    let deadline = retry.now() + retry.reconnectLimit
    var failures = 0
    while try query(Self.isInTransaction, session).single(Bool.self) {
      let remaining = deadline - retry.now()
      guard remaining > .zero else {
        throw PostgresError(
          .connectionLost,
          "the server still works on it after \(retry.reconnectLimit.components.seconds) seconds")
      }
      failures += 1
      retry.sleep(min(retry.pause(afterFailures: failures), remaining))
    }
  }

  private static func isGone(
    _ loss: PostgresError, _ reason: PostgresError, after retry: RetryPolicy
  ) -> PostgresError {
    guard retry.reconnectLimit > .zero else { return loss }
    return PostgresError(
      .connectionLost,
      "the connection was lost (\(loss.message)), and the server did not come back within"
        + " \(retry.reconnectLimit.components.seconds) seconds: \(reason.message)",
      hint: reason.hint, statement: loss.statement)
  }
}
