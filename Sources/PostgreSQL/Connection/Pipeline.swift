internal import CLibPQ
internal import Glibc

/// Statements that are sent together, without waiting for the answer to each.
public struct Pipeline {
  struct Entry {
    let statement: Statement
    let parameters: EncodedParameters
  }

  private(set) var entries: [Entry] = []

  /// One without a statement.
  public init() {}

  /// Adds a statement; it is sent by `Connection.run`.
  ///
  /// - Throws: `copy_in_pipeline` for a COPY, whose data would mix with the statements;
  ///   `value_out_of_range`, naming the parameter.
  public mutating func add(
    _ statement: Statement, _ parameters: any PostgresEncodable...
  ) throws(PostgresError) {
    guard !statement.isCopy else {
      throw PostgresError(
        .copyInPipeline, "a COPY cannot be sent together with other statements",
        hint: "use copyIn, before or after the pipeline", statement: statement.name)
    }
    do throws(PostgresError) {
      entries.append(Entry(statement: statement, parameters: try EncodedParameters(parameters)))
    } catch {
      throw error.inStatement(statement.name)
    }
  }
}

extension Connection {
  /// Sends the statements of a pipeline at once, and reads their answers.
  ///
  /// They are executed in their order, up to the first that fails. Outside a transaction they
  /// succeed or fail together. The connection is usable afterwards.
  ///
  /// - Returns: what each statement returned, in their order.
  /// - Throws: the first failure, with its statement's name, its place and how many statements
  ///   after it were not executed; else as `query`.
  @discardableResult
  public func run(_ pipeline: Pipeline) throws(PostgresError) -> [Rows] {
    try makeReady()
    PQenterPipelineMode(handle)
    // In blocking mode both sides could wait for the other to read.
    PQsetnonblocking(handle, 1)
    defer {
      PQsetnonblocking(handle, 0)
      PQexitPipelineMode(handle)
    }
    for entry in pipeline.entries { try send(entry) }
    guard PQpipelineSync(handle) == 1 else {
      throw PostgresError(result: nil, connection: handle, statement: "pipeline")
    }
    try flush()
    return try answers(to: pipeline.entries)
  }

  private func send(_ entry: Pipeline.Entry) throws(PostgresError) {
    let types = entry.parameters.types
    let sent = entry.parameters.withPointers { values, lengths, formats in
      // One that is not prepared is parsed with the others: preparing it would cost an answer.
      PQsendQueryParams(
        handle, entry.statement.text, CInt(types.count), types, values, lengths, formats, 1)
    }
    guard sent == 1 else {
      throw PostgresError(result: nil, connection: handle, statement: entry.statement.name)
    }
  }

  /// Sends what libpq holds back, and takes in what the server answers meanwhile.
  private func flush() throws(PostgresError) {
    while PQflush(handle) != 0 {
      var socket = pollfd(fd: PQsocket(handle), events: Int16(POLLIN | POLLOUT), revents: 0)
      guard PQstatus(handle) == CONNECTION_OK, poll(&socket, 1, -1) >= 0 || errno == EINTR,
        socket.revents & Int16(POLLIN) == 0 || PQconsumeInput(handle) == 1
      else { throw PostgresError(result: nil, connection: handle, statement: "pipeline") }
    }
  }

  private func answers(to entries: [Pipeline.Entry]) throws(PostgresError) -> [Rows] {
    // All are read before one is judged: only the end tells whether the server is gone.
    let results = entries.map { _ in takeResult() }
    PQclear(PQgetResult(handle))
    var rows: [Rows] = []
    for (index, entry) in entries.enumerated() {
      do throws(PostgresError) {
        let statement = entry.statement
        rows.append(
          Rows(
            result: try checked(results[index], statement: statement.name, text: statement.text)))
      } catch {
        let after = results[(index + 1)...]
        for result in after { PQclear(result) }
        throw error.at(
          "statement \(index + 1) of \(entries.count)"
            + (after.isEmpty ? "" : ", the \(after.count) after it were not executed"))
      }
    }
    return rows
  }

  /// The answer to one statement; libpq says with a NULL that it is complete.
  private func takeResult() -> OpaquePointer? {
    let result = PQgetResult(handle)
    while let extra = PQgetResult(handle) { PQclear(extra) }
    return result
  }
}

extension Statement {
  /// Whether the text is a COPY, after spaces and comments.
  var isCopy: Bool {
    var rest = text[...]
    while true {
      rest = rest.drop { $0.isWhitespace }
      if rest.hasPrefix("--") {
        rest = rest.drop { !$0.isNewline }
      } else if rest.hasPrefix("/*") {
        guard let end = rest.firstRange(of: "*/") else { return false }
        rest = rest[end.upperBound...]
      } else {
        return rest.prefix { $0.isLetter }.lowercased() == "copy"
      }
    }
  }
}
