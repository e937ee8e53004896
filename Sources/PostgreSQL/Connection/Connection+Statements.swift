internal import CLibPQ

/// A statement that the server has prepared for this session.
struct PreparedStatement {
  /// What the server calls it.
  let serverName: String
  /// The text that it was prepared with.
  let text: String
  /// The types of its parameters.
  let types: [UInt32]
}

extension Connection {
  /// Runs a statement and returns its rows, all in memory.
  ///
  /// - Throws: `statement_failed`, `connection_lost`, `value_out_of_range` (a parameter),
  ///   `statement_conflict`.
  public func query(
    _ statement: Statement, _ parameters: any PostgresEncodable...
  ) throws(PostgresError) -> Rows {
    Rows(result: try perform(statement, parameters))
  }

  /// Runs a statement for its effect.
  ///
  /// - Returns: the number of rows inserted, updated, deleted or selected; 0 for other statements.
  /// - Throws: as `query`.
  @discardableResult
  public func execute(
    _ statement: Statement, _ parameters: any PostgresEncodable...
  ) throws(PostgresError) -> Int {
    try perform(statement, parameters).affected
  }

  /// Runs several statements, separated by semicolons and without parameters: for migrations.
  ///
  /// Outside a transaction they succeed or fail together.
  ///
  /// - Parameters:
  ///   - script: the SQL.
  ///   - name: what errors call it.
  /// - Throws: `statement_failed` with the line, `connection_lost`.
  public func run(script: String, name: String) throws(PostgresError) {
    try makeReady()
    _ = try checked(PQexec(handle, script), statement: name, text: script)
  }

  private func perform(
    _ statement: Statement, _ values: [any PostgresEncodable]
  ) throws(PostgresError) -> QueryResult {
    do throws(PostgresError) {
      let parameters = try EncodedParameters(values)
      try makeReady()
      let prepared = try prepare(statement, types: parameters.types)
      let result = parameters.withPointers { values, lengths, formats in
        PQexecPrepared(
          handle, prepared.serverName, CInt(values.count), values, lengths, formats, 1)
      }
      return try checked(result, statement: statement.name, text: statement.text)
    } catch {
      throw error.inStatement(statement.name)
    }
  }

  private func prepare(
    _ statement: Statement, types: [Oid]
  ) throws(PostgresError) -> PreparedStatement {
    if let known = preparedStatements[statement.name] {
      guard known.text == statement.text, known.types == types else {
        throw PostgresError(
          .statementConflict, "this name is already in use for another text or other types",
          hint: "give each statement a name of its own, and its parameters one type each")
      }
      return known
    }
    // The number keeps names apart that the server would cut to the same 63 bytes.
    let serverName = "\(preparedStatements.count)_\(statement.name)"
    let result = PQprepare(handle, serverName, statement.text, CInt(types.count), types)
    _ = try checked(result, statement: statement.name, text: statement.text)
    let prepared = PreparedStatement(serverName: serverName, text: statement.text, types: types)
    preparedStatements[statement.name] = prepared
    return prepared
  }

  /// Takes over a result, and throws what it reports unless the statement succeeded.
  func checked(
    _ result: OpaquePointer?, statement: String, text: String? = nil
  ) throws(PostgresError) -> QueryResult {
    switch PQresultStatus(result) {
    case PGRES_TUPLES_OK, PGRES_COMMAND_OK:
      if let result { return QueryResult(result, statement: statement) }
    case PGRES_EMPTY_QUERY:
      PQclear(result)
      throw PostgresError(.unexpectedResult, "the text has no statement", statement: statement)
    case PGRES_COPY_IN, PGRES_COPY_OUT, PGRES_COPY_BOTH:
      PQclear(result)
      endUnexpectedCopy()
      throw PostgresError(
        .unexpectedResult, "a COPY from or to the client where a plain statement is expected",
        hint: "use copyIn for COPY … FROM STDIN", statement: statement)
    default: break
    }
    defer { PQclear(result) }
    throw PostgresError(result: result, connection: handle, statement: statement, text: text)
  }

  /// libpq ends a COPY that is under way before it sends the next command: an empty one will do.
  func endUnexpectedCopy() { PQclear(PQexec(handle, "")) }
}
