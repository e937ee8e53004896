internal import CLibPQ

/// A libpq connection string, taken apart: a URL or `key=value` pairs.
public struct ConnectionString: Sendable {
  /// What it says, in libpq's order of keywords.
  private let pairs: [(keyword: String, value: String)]

  /// Reads a connection string; what it does not say is not asked of the environment.
  ///
  /// - Throws: `connection_failed` where the string is malformed, without its secrets.
  public init(_ conninfo: String) throws(PostgresError) {
    var reason: UnsafeMutablePointer<CChar>?
    guard let options = PQconninfoParse(conninfo, &reason) else {
      defer { PQfreemem(reason) }
      let said = (reason.map { String(cString: $0) } ?? "no memory").filter { $0 != "\n" }
      let isSecret = conninfo.contains("password") || Self.password(in: conninfo) != nil
      throw PostgresError(
        .connectionFailed,
        "the connection string is malformed: "
          + (isSecret ? PostgresError.withoutQuotations(said) : said),
        hint: "write postgresql://user@host/database, or key=value pairs")
    }
    defer { PQconninfoFree(options) }
    var pairs: [(keyword: String, value: String)] = []
    // libpq ends the array with an entry whose keyword is NULL.
    var entry = options
    while let name = entry.pointee.keyword {
      if let value = entry.pointee.val {
        pairs.append((String(cString: name), String(cString: value)))
      }
      entry += 1
    }
    self.pairs = pairs
  }

  /// What it says for a keyword; nil where it says nothing.
  public subscript(_ keyword: String) -> String? { pairs.first { $0.keyword == keyword }?.value }

  /// The same without its password, as `key='value'` pairs: for places where others can look, such
  /// as the arguments of a program.
  public var withoutPassword: String {
    pairs.filter { $0.keyword != "password" }.map { keyword, value in
      let quoted = value.replacing("\\", with: "\\\\").replacing("'", with: "\\'")
      return "\(keyword)='\(quoted)'"
    }.joined(separator: " ")
  }

  /// What a URL's author took for the password: from the first colon after `://` to the last `@`.
  static func password(in conninfo: String) -> Substring? {
    guard let scheme = conninfo.firstRange(of: "://"),
      let at = conninfo[scheme.upperBound...].lastIndex(of: "@"),
      let colon = conninfo[scheme.upperBound..<at].firstIndex(of: ":")
    else { return nil }
    return conninfo[colon..<at].dropFirst()
  }
}
