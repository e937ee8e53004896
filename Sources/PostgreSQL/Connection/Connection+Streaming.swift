internal import CLibPQ

extension Connection {
  /// Runs a statement and hands its rows on one by one, as the server finds them: for results that
  /// memory need not hold.
  ///
  /// - Parameters:
  ///   - statement: what returns the rows.
  ///   - parameters: its `$1`, `$2`, ….
  ///   - body: takes a row, as `Rows` of exactly one. What it throws ends the statement, and the
  ///     transaction that it is in, and is thrown on. It must not use this connection.
  /// - Throws: as `query`, also after rows were handed on; what `body` throws.
  public func stream(
    _ statement: Statement, _ parameters: any PostgresEncodable..., body: (Rows) throws -> Void
  ) throws {
    try beginStream(statement, parameters)
    do {
      while let row = try nextRow(of: statement) { try body(row) }
    } catch {
      endStream()
      throw error
    }
  }

  private func beginStream(
    _ statement: Statement, _ values: [any PostgresEncodable]
  ) throws(PostgresError) {
    do throws(PostgresError) {
      let parameters = try EncodedParameters(values)
      try makeReady()
      let sent = parameters.withPointers { values, lengths, formats in
        PQsendQueryParams(
          handle, statement.text, CInt(parameters.types.count), parameters.types, values, lengths,
          formats, 1)
      }
      guard sent == 1, PQsetSingleRowMode(handle) == 1 else {
        throw PostgresError(result: nil, connection: handle, statement: statement.name)
      }
    } catch {
      throw error.inStatement(statement.name)
    }
  }

  /// The next row; nil once the server has answered whole.
  private func nextRow(of statement: Statement) throws(PostgresError) -> Rows? {
    let result = PQgetResult(handle)
    if let result, PQresultStatus(result) == PGRES_SINGLE_TUPLE {
      return Rows(result: QueryResult(result, statement: statement.name))
    }
    // Behind the rows comes an empty result, or why there are no more.
    _ = try checked(result, statement: statement.name, text: statement.text)
    endStream(isAnswered: true)
    return nil
  }

  /// Makes the connection ready for the next statement; the server stops unless it has answered.
  private func endStream(isAnswered: Bool = false) {
    if !isAnswered, let request = PQgetCancel(handle) {
      var reason = [CChar](repeating: 0, count: 256)
      PQcancel(request, &reason, CInt(reason.count))
      PQfreeCancel(request)
    }
    while let rest = PQgetResult(handle) { PQclear(rest) }
  }
}
