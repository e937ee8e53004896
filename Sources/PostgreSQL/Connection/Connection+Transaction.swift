internal import CLibPQ

/// What a transaction may do, and what it sees.
public enum TransactionMode: Hashable, Sendable {
  /// Reads and writes; each statement sees what was committed before it (read committed).
  case readWrite
  /// Reads only; every statement sees the same state (repeatable read).
  case snapshot

  fileprivate var beginning: String {
    switch self {
    case .readWrite: "begin isolation level read committed read write"
    case .snapshot: "begin isolation level repeatable read read only"
    }
  }
}

extension Connection {
  /// Runs `body` within a transaction: commits when it returns, rolls back when it throws.
  ///
  /// **`body` may run several times**, each time in a new transaction and the earlier ones undone:
  /// where the server gave it up for others' sake (SQLSTATE 40001, 40P01), and on a new session
  /// where the connection was lost. So it must be safe to run again: what it changes in memory or
  /// writes elsewhere is the caller's business. What the connection's policy allows bounds that.
  ///
  /// Where the connection is lost while COMMIT is under way, nobody knows whether it took place.
  /// `askingAfterLoss` finds out: it is called on a new session, once the old one has ended its
  /// transaction, and looks for what `body` wrote.
  ///
  /// - Parameters:
  ///   - mode: what the transaction may do.
  ///   - askingAfterLoss: the result, where the database has what `body` wrote; nil where it has
  ///     not, and `body` is to run again. It only reads, and may run several times. Needless for a
  ///     snapshot, which has nothing to lose.
  ///   - body: the work, on this connection.
  /// - Returns: what `body` or the question returned.
  /// - Throws: what `body` throws; `nested_transaction` where one is open already, which stays
  ///   usable; `transaction_aborted` where `body` hid a statement's failure; `connection_lost`
  ///   where the server stays away, and nothing is stored; `commit_outcome_unknown`; `interrupted`,
  ///   and nothing is stored; `statement_failed`, such as a violated constraint at commit.
  public func transaction<Result>(
    _ mode: TransactionMode = .readWrite, askingAfterLoss: (() throws -> Result?)? = nil,
    _ body: () throws -> Result
  ) throws -> Result {
    try refuseNesting()
    var failures = 0
    while true {
      let failure: PostgresError
      switch try attempt(mode, body) {
      case .committed(let result): return result
      case .rolledBack(let error): failure = error
      case .unknown(let loss, let session):
        if let result = try ask(askingAfterLoss, after: loss, in: session) { return result }
        failure = loss
      }
      failures += 1
      guard failures < retry.attemptsMax else { throw failure.triedTimes(failures) }
      if failure.kind == .connectionLost {
        if PostgresError.isLost(handle) { try reconnect(after: failure) }
      } else {
        retry.sleep(retry.pause(afterFailures: failures))
      }
    }
  }

  private func refuseNesting() throws(PostgresError) {
    let state = PQtransactionStatus(handle)
    guard !isInTransaction, state == PQTRANS_IDLE || state == PQTRANS_UNKNOWN else {
      throw PostgresError(
        .nestedTransaction, "a transaction is already open on this connection",
        hint: "pass the connection on, and begin once, at the outermost place")
    }
  }

  /// One run of the body, in one transaction, which has ended afterwards.
  ///
  /// - Throws: what is not worth another attempt.
  private func attempt<Result>(
    _ mode: TransactionMode, _ body: () throws -> Result
  ) throws -> AttemptOutcome<Result> {
    try makeReady()
    isInTransaction = true
    defer { isInTransaction = false }
    let result: Result
    do {
      try command(mode.beginning, name: "begin")
      result = try body()
      try checkInterruption()
      // What is lost before COMMIT is sent is lost for certain.
      guard !PostgresError.isLost(handle) else {
        return .rolledBack(PostgresError(.connectionLost, "the server ended the session"))
      }
    } catch {
      // The first error is the one to report; a failed rollback means that the server is gone.
      try? command("rollback", name: "rollback")
      guard let error = error as? PostgresError, error.isWorthAnotherAttempt else { throw error }
      return .rolledBack(error)
    }
    let session = PQbackendPID(handle)
    do throws(PostgresError) {
      try commit()
    } catch  where error.kind == .connectionLost {
      return mode == .snapshot ? .committed(result) : .unknown(error, session: session)
    } catch  where error.isWorthAnotherAttempt {
      return .rolledBack(error)
    }
    return .committed(result)
  }

  private func command(_ text: String, name: String) throws(PostgresError) {
    _ = try checked(PQexec(handle, text), statement: name)
  }

  private func commit() throws(PostgresError) {
    let result = try checked(PQexec(handle, "commit"), statement: "commit")
    guard result.commandTag == "COMMIT" else {
      throw PostgresError(
        .transactionAborted, "the server rolled back, because a statement had failed before",
        hint: "let the statement's error leave the transaction", statement: "commit")
    }
  }

  /// Finds out what became of a COMMIT; nil where it did not take place.
  ///
  /// - Throws: `commit_outcome_unknown`, and what `question` throws.
  private func ask<Result>(
    _ question: (() throws -> Result?)?, after loss: PostgresError, in session: Int32
  ) throws -> Result? {
    guard let question else { throw PostgresError(outcomeUnknownAfter: loss) }
    do {
      if PostgresError.isLost(handle) { try reconnect(after: loss) }
      try transaction(.snapshot) { try waitForEnd(ofTransactionIn: session) }
      // A snapshot of its own: the first one may be older than the outcome.
      return try transaction(.snapshot, question)
    } catch let error as PostgresError
      where error.kind == .connectionLost || error.kind == .interrupted
    {
      throw PostgresError(outcomeUnknownAfter: error)
    }
  }
}

/// How one run of a transaction ended.
private enum AttemptOutcome<Result> {
  case committed(Result)

  /// Nothing is stored; another attempt may succeed.
  case rolledBack(PostgresError)

  /// The connection was lost while COMMIT was under way, in the session with that number.
  case unknown(PostgresError, session: Int32)
}
