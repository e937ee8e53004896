internal import CLibPQ

extension PostgresError {
  /// The error that explains why `connection` could not be opened: where to, why, what to do.
  ///
  /// - Parameters:
  ///   - connection: a handle that is not open; it stays the caller's to finish.
  ///   - conceals: whether texts in quotes may be parts of a password, and are left out.
  init(unopened connection: OpaquePointer, conceals: Bool) {
    let said = Self.message(of: connection)
    let database = Self.text(PQdb(connection))
    let user = Self.text(PQuser(connection))
    let port = Self.text(PQport(connection))
    let place =
      "the database \"\(database)\" as \"\(user)\" on \"\(Self.text(PQhost(connection)))\""
      + (port.isEmpty ? "" : ", port \(Int(port) == nil ? "\"\(port)\"" : port)")
    let message = "cannot connect to \(place): \(said)"
    self.init(
      .connectionFailed, conceals ? Self.withoutQuotations(message) : message,
      hint: conceals
        ? "percent-encode special characters of the password, or put it into ~/.pgpass"
        : Self.remedy(said, database: database, user: user))
  }

  /// The message with `…` in the place of what stands between double quotes.
  static func withoutQuotations(_ message: String) -> String {
    message.split(separator: "\"", omittingEmptySubsequences: false).enumerated()
      .map { $0.offset.isMultiple(of: 2) ? $0.element : "…" }.joined(separator: "\"")
  }

  private static func text(_ pointer: UnsafeMutablePointer<CChar>?) -> String {
    pointer.map { String(cString: $0) } ?? ""
  }

  /// What to do. libpq gives no code for what goes wrong before a session is open, only the words,
  /// which a server that speaks another language has translated: the last advice fits all.
  private static func remedy(_ said: String, database: String, user: String) -> String {
    let remedies: [(words: [String], advice: String)] = [
      (
        ["password authentication failed", "no password supplied"],
        "check the password of the role \"\(user)\": in ~/.pgpass or PGPASSWORD"
      ),
      (
        ["database \"\(database)\" does not exist"],
        "create it: createdb \(database), then releve db migrate; or name another database"
      ),
      (
        ["role \"\(user)\" does not exist"],
        "create the role as a superuser, or name another user in the connection string"
      ),
      (
        ["too many", "remaining connection slots"],
        "wait until others have disconnected, or raise the server's max_connections"
      ),
      (
        ["starting up", "shutting down", "in recovery mode"],
        "wait until the server accepts connections"
      ),
    ]
    return remedies.first { $0.words.contains(where: said.contains) }?.advice
      ?? "check that the server runs and that the connection string names it"
  }
}
