internal import CLibPQ

/// What a session is opened with: the caller's connection string, between defaults that it may
/// override and settings that it may not.
struct SessionParameters {
  private let pairs: [(keyword: String, value: String)]

  /// Reads the connection string, of which it needs to know the `options`.
  ///
  /// - Throws: `connection_failed` where the string is malformed.
  init(conninfo: String, role: String?, applicationName: String) throws(PostgresError) {
    var options = try Self.option("options", of: conninfo).map { [$0] } ?? []
    options.append("-c TimeZone=UTC")
    if let role { options.append("-c role=\(Self.escaped(role))") }
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

  /// A handle that may or may not be open, and is the caller's to finish; nil without memory.
  func connect() -> OpaquePointer? {
    withCStringArray(pairs.map(\.keyword)) { keywords in
      withCStringArray(pairs.map(\.value)) { values in
        PQconnectdbParams(keywords.map { UnsafePointer($0) }, values.map { UnsafePointer($0) }, 1)
      }
    }
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

  private static func option(
    _ keyword: String, of conninfo: String
  ) throws(PostgresError) -> String? {
    var reason: UnsafeMutablePointer<CChar>?
    guard let options = PQconninfoParse(conninfo, &reason) else {
      defer { PQfreemem(reason) }
      let said = reason.map { String(cString: $0) } ?? "no memory"
      throw PostgresError(
        .connectionFailed, "the connection string is malformed: \(said.filter { $0 != "\n" })",
        hint: "write postgresql://user@host/database, or key=value pairs")
    }
    defer { PQconninfoFree(options) }
    // libpq ends the array with an entry whose keyword is NULL.
    var entry = options
    while let name = entry.pointee.keyword {
      if String(cString: name) == keyword {
        return entry.pointee.val.map { String(cString: $0) }
      }
      entry += 1
    }
    return nil
  }
}
