/// Where the data and the socket of a cluster are, which is under its home wherever that can be.
struct ClusterPlacement {
  /// The folder that has the data.
  let root: String
  /// Where the tables are.
  var dataDirectory: String { root + "/data" }
  /// Where the socket is.
  let socketDirectory: String
  /// Where a cluster is built before it takes the name of `dataDirectory`.
  var unfinishedDirectory: String { root + "/data.unfinished" }
  /// What is elsewhere than under home, and why, in sentences for the user.
  let notes: [String]

  /// PostgreSQL cuts paths at 1024 bytes; its own file names need some.
  private static let rootBytesMax = 900

  /// A socket's address has 108 bytes, with a zero at the end.
  private static let socketBytesMax = 107

  /// The placement by what the folders allow; it does not touch them. A folder elsewhere that
  /// exists already stays in use.
  init(home: String, account: ServerAccount?) {
    var notes: [String] = []
    let elsewhere = account.map { Self.elsewhere(for: home, account: $0) }
    if let account, let elsewhere,
      let reason = Self.obstacle(home: home, elsewhere: elsewhere, account: account)
    {
      root = elsewhere
      notes.append("The data is in \(elsewhere): \(reason).")
    } else {
      root = home
    }
    if let account, let reason = Self.socketObstacle(root + "/socket") {
      socketDirectory = "/tmp/releve-\(account.user)-\(FilePath.hash(home))"
      notes.append("The socket is in \(socketDirectory): \(reason).")
    } else {
      socketDirectory = root + "/socket"
    }
    self.notes = notes
  }

  /// The one other place for a home's data.
  static func elsewhere(for home: String, account: ServerAccount) -> String {
    let parent =
      account.commandPrefix.isEmpty
      ? account.homeDirectory + "/.local/share/releve" : "/var/lib/releve"
    return "\(parent)/\(FilePath.hash(home))"
  }

  private static func obstacle(
    home: String, elsewhere: String, account: ServerAccount
  ) -> String? {
    if FilePath.exists(elsewhere) { return "it was put there when the cluster was created" }
    if home.utf8.count > rootBytesMax { return "the path of the folder is too long for PostgreSQL" }
    if hasControlCharacter(home) { return "the path of the folder has a control character" }
    var folder = home
    while true {
      if let status = FileStatus(folder),
        !status.isSearchable(user: account.user, group: account.group)
      {
        return "the server's user cannot pass through \(folder)"
      }
      if folder == "/" { return nil }
      folder = FilePath.parent(folder)
    }
  }

  private static func socketObstacle(_ directory: String) -> String? {
    if "\(directory)/.s.PGSQL.\(PrivateCluster.port)".utf8.count > socketBytesMax {
      return "the path of the folder is too long for a socket"
    }
    // libpq splits hosts at commas, without a way to quote one.
    return directory.contains(",") ? "the path of the folder has a comma" : nil
  }

  private static func hasControlCharacter(_ path: String) -> Bool {
    path.utf8.contains { $0 < 32 || $0 == 127 }
  }
}
