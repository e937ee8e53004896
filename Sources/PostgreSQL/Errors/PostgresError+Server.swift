internal import CLibPQ

extension PostgresError {
  /// The error that a failed result reports; `connection_lost` where the connection broke with it.
  ///
  /// - Parameters:
  ///   - result: a failed result; nil where libpq had no memory or no connection to make one. It
  ///     stays the caller's to clear.
  ///   - connection: the connection that it came from.
  ///   - statement: the name of the statement, for the report.
  ///   - text: the text that was sent, for the line of the error.
  init(
    result: OpaquePointer?, connection: OpaquePointer, statement: String, text: String? = nil
  ) {
    let said = Self.field("M", of: result) ?? Self.message(of: connection)
    let isLost = Self.isLost(connection)
    self.init(isLost ? .connectionLost : .statementFailed, said, statement: statement)
    sqlState = Self.field("C", of: result).map(SQLState.init(rawValue:))
    detail = Self.field("D", of: result)
    hint = Self.field("H", of: result)
    constraint = Self.field("n", of: result)
    table = Self.field("t", of: result)
    if let text, let position = Self.field("P", of: result).flatMap({ Int($0) }) {
      line = 1 + text.unicodeScalars.prefix(position - 1).count { $0 == "\n" }
    }
  }

  /// Whether the server is gone. A write that fails does not tell libpq so, only the end of what
  /// there is to read does: a last message may come before it. Reading here never waits.
  static func isLost(_ connection: OpaquePointer) -> Bool {
    for _ in 0..<2 where PQstatus(connection) == CONNECTION_OK {
      _ = PQconsumeInput(connection)
    }
    return PQstatus(connection) != CONNECTION_OK
  }

  /// One field of an error, by the letter that libpq knows it by (PG_DIAG_…); nil where absent.
  private static func field(_ letter: Unicode.Scalar, of result: OpaquePointer?) -> String? {
    guard let result, let value = PQresultErrorField(result, CInt(letter.value)) else { return nil }
    return String(cString: value)
  }

  /// What libpq says of a connection, on one line.
  static func message(of connection: OpaquePointer) -> String {
    let words = String(cString: PQerrorMessage(connection)).split(whereSeparator: \.isWhitespace)
    return words.isEmpty ? "libpq gave no reason" : words.joined(separator: " ")
  }
}
