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
  /// - Throws: what `body` throws; `nested_transaction` where one is open already, which stays
  ///   usable; `transaction_aborted` where `body` hid a statement's failure; `connection_lost`,
  ///   after which it is unknown whether a commit under way took place; `statement_failed`, such as
  ///   a serialization failure at commit.
  public func transaction<Result>(
    _ mode: TransactionMode = .readWrite, _ body: () throws -> Result
  ) throws -> Result {
    let state = PQtransactionStatus(handle)
    guard state == PQTRANS_IDLE || state == PQTRANS_UNKNOWN else {
      throw PostgresError(
        .nestedTransaction, "a transaction is already open on this connection",
        hint: "pass the connection on, and begin once, at the outermost place")
    }
    try run(script: mode.beginning, name: "begin")
    let result: Result
    do {
      result = try body()
    } catch {
      // The first error is the one to report; a failed rollback means that the server is gone.
      try? run(script: "rollback", name: "rollback")
      throw error
    }
    try commit()
    return result
  }

  private func commit() throws(PostgresError) {
    let result = try checked(PQexec(handle, "commit"), statement: "commit")
    guard result.commandTag == "COMMIT" else {
      throw PostgresError(
        .transactionAborted, "the server rolled back, because a statement had failed before",
        hint: "let the statement's error leave the transaction", statement: "commit")
    }
  }
}
