internal import CLibPQ

/// What a session is opened with: the caller's connection string, between defaults that it may
/// override and settings that it may not.
struct SessionParameters {
  private let pairs: [(keyword: String, value: String)]
  /// Whether a password may have been cut in the wrong place, and parts of it be taken for others.
  private let conceals: Bool

  /// Reads the connection string, of which it needs to know the `options`.
  ///
  /// - Throws: `connection_failed` where the string is malformed.
  init(conninfo: String, role: String?, applicationName: String) throws(PostgresError) {
    var options = try ConnectionString(conninfo)["options"].map { [$0] } ?? []
    options.append("-c TimeZone=UTC")
    // Compiling costs more than it gains in statements of these sizes.
    options.append("-c jit=off")
    if let role { options.append("-c role=\(Self.escaped(role))") }
    conceals = Self.mayBreakPassword(conninfo)
    // libpq takes the last value of a keyword, and expands the connection string in its place.
    pairs = [
      ("fallback_application_name", applicationName),
      ("connect_timeout", "15"),
      ("keepalives_idle", "30"),
      ("keepalives_interval", "10"),
      ("keepalives_count", "3"),
      ("tcp_user_timeout", "60000"),
      ("dbname", conninfo),
      ("options", options.joined(separator: " ")),
      ("client_encoding", "UTF8"),
    ]
  }

  /// An open handle, which is the caller's to finish.
  ///
  /// - Throws: `connection_failed`.
  func open() throws(PostgresError) -> OpaquePointer {
    guard let handle = connect() else {
      throw PostgresError(.connectionFailed, "libpq had no memory for a connection")
    }
    guard PQstatus(handle) == CONNECTION_OK else {
      defer { PQfinish(handle) }
      throw PostgresError(unopened: handle, conceals: conceals)
    }
    return handle
  }

  /// A handle that may or may not be open; nil without memory.
  private func connect() -> OpaquePointer? {
    withCStringArray(pairs.map(\.keyword)) { keywords in
      withCStringArray(pairs.map(\.value)) { values in
        PQconnectdbParams(keywords.map { UnsafePointer($0) }, values.map { UnsafePointer($0) }, 1)
      }
    }
  }

  /// Whether the password of a URL has characters at which libpq would cut it.
  private static func mayBreakPassword(_ conninfo: String) -> Bool {
    ConnectionString.password(in: conninfo)?.contains { "@/?#:".contains($0) } ?? false
  }

  /// Start-up options are split at white space; a backslash takes the next character as it is.
  private static func escaped(_ value: String) -> String {
    var result = ""
    for character in value {
      if character == "\\" || character.isWhitespace { result.append("\\") }
      result.append(character)
    }
    return result
  }
}
