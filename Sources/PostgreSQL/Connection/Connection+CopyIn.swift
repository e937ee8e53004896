internal import CLibPQ

extension Connection {
  /// Loads rows through COPY … FROM STDIN (FORMAT binary), all or none.
  ///
  /// - Parameters:
  ///   - statement: `copy TABLE (COLUMNS) from stdin (format binary)`.
  ///   - body: writes the rows. What it throws ends the COPY without a row, and is thrown on; the
  ///     connection stays usable. It must not use this connection.
  /// - Returns: the number of rows that the server stored.
  /// - Throws: `statement_failed`, such as a violated constraint; `connection_lost`;
  ///   `unexpected_result` where `statement` is no such COPY; what `body` throws.
  @discardableResult
  public func copyIn(
    _ statement: Statement, _ body: (inout CopyWriter) throws -> Void
  ) throws -> Int {
    try beginCopy(statement)
    do {
      var writer = try CopyWriter(handle: handle, statement: statement.name)
      try body(&writer)
      try writer.finish()
    } catch {
      throw endCopy(statement, after: error)
    }
    return try endCopy(statement)
  }

  private func beginCopy(_ statement: Statement) throws(PostgresError) {
    try makeReady()
    let result = PQexecParams(handle, statement.text, 0, nil, nil, nil, nil, 1)
    guard PQresultStatus(result) == PGRES_COPY_IN else {
      _ = try checked(result, statement: statement.name, text: statement.text)
      throw notBinaryCopy(statement)
    }
    defer { PQclear(result) }
    guard PQbinaryTuples(result) == 1 else {
      endUnexpectedCopy()
      throw notBinaryCopy(statement)
    }
  }

  private func notBinaryCopy(_ statement: Statement) -> PostgresError {
    PostgresError(
      .unexpectedResult, "copyIn expects COPY … FROM STDIN (FORMAT binary)",
      statement: statement.name)
  }

  private func endCopy(_ statement: Statement) throws(PostgresError) -> Int {
    // A failure to send is explained by the result that follows.
    PQputCopyEnd(handle, nil)
    return try copyResult(statement).affected
  }

  /// Makes the server discard the rows.
  ///
  /// - Returns: the error to throw: the server's own where it had refused the rows before, as that
  ///   is why the writer failed; else `error`.
  private func endCopy(_ statement: Statement, after error: any Error) -> any Error {
    PQputCopyEnd(handle, "the client gave up")
    do throws(PostgresError) {
      _ = try copyResult(statement)
      return error
    } catch let refusal {
      return refusal.sqlState == .queryCancelled && refusal.kind == .statementFailed
        ? error : refusal
    }
  }

  /// The outcome of the COPY, after which the connection is ready for the next statement.
  private func copyResult(_ statement: Statement) throws(PostgresError) -> QueryResult {
    let first = PQgetResult(handle)
    while let extra = PQgetResult(handle) { PQclear(extra) }
    return try checked(first, statement: statement.name)
  }
}
