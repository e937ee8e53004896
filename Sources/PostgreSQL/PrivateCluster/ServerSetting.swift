/// A setting of the server, as a line of its configuration.
struct ServerSetting: Hashable, Sendable {
  /// The setting's name, such as `fsync`.
  let name: String
  /// Its value, as it is meant.
  let value: String

  /// The line, with the value quoted.
  var line: String {
    var quoted = ""
    for character in value {
      switch character {
      case "'": quoted += "''"
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      default: quoted.append(character)
      }
    }
    return "\(name) = '\(quoted)'\n"
  }

  /// What every private cluster is started with.
  static func standard(socketDirectory: String) -> [ServerSetting] {
    // A list, whose entries are quoted within the value.
    let entry = socketDirectory.split(separator: "\"", omittingEmptySubsequences: false)
      .joined(separator: "\"\"")
    return [
      ServerSetting(name: "listen_addresses", value: ""),
      ServerSetting(name: "port", value: "\(PrivateCluster.port)"),
      ServerSetting(name: "unix_socket_directories", value: "\"\(entry)\""),
      ServerSetting(name: "timezone", value: "UTC"),
      ServerSetting(name: "log_timezone", value: "UTC"),
      // With the server's own 1 GB, reading a million events on many makes a checkpoint every few
      // seconds, and each has the pages of the index of identities logged whole again.
      ServerSetting(name: "max_wal_size", value: "4GB"),
    ]
  }
}
