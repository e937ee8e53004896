internal import Glibc

extension PrivateCluster {
  /// What `start` found, with sentences for the user about what is not where one would look for it.
  public enum StartOutcome: Hashable, Sendable {
    /// The server was down, and runs now.
    case started(notes: [String])
    /// There was nothing to do.
    case alreadyRunning(notes: [String])

    /// What is elsewhere than under home, and why; mostly empty.
    public var notes: [String] {
      switch self {
      case .started(let notes), .alreadyRunning(let notes): notes
      }
    }
  }

  /// Starts the server, and creates the cluster, the role `releve` and the database `releve` where
  /// they are missing. Any number of processes may call it at once.
  ///
  /// - Throws: every kind but `stop_failed`.
  public func start() throws(ClusterError) -> StartOutcome {
    let account = try ServerAccount.current()
    try makeHome()
    let lock = try FileLock(path: lockFile, secondsMax: Self.waitSecondsMax)
    var placement = ClusterPlacement(home: home, account: account)
    if case .running = Self.status(at: placement) {
      try provision()
      return .alreadyRunning(notes: placement.notes)
    }
    let log = try ClusterLog(path: logFile)
    if case .absent = Self.status(at: placement) {
      placement = try create(at: placement, account: account, log: log, lock: lock)
    }
    try launch(placement, account: account, log: log)
    try provision()
    _ = consume lock
    return .started(notes: placement.notes)
  }

  /// An existing home is the user's: it is left as it is. A new one lets the server's user pass,
  /// whatever the umask; what is private within it is in folders of its own.
  private func makeHome() throws(ClusterError) {
    guard home != "/" else {
      throw ClusterError(
        .directoryUnusable, "the folder / is no place for a cluster",
        hint: "set RELEVE_HOME to a folder of its own")
    }
    if FilePath.exists(home) { return }
    try PrivateDirectory.makeWithParents(home)
    _ = chmod(home, 0o755)
  }

  private func launch(
    _ placement: ClusterPlacement, account: ServerAccount, log: borrowing ClusterLog
  ) throws(ClusterError) {
    try PrivateDirectory.make(placement.socketDirectory, account: account)
    try configure(placement, account: account)
    let data = placement.dataDirectory
    try clearLeftovers(at: placement)
    let command = try command(for: data, account: account)
    let outcome = command.control(["start"], log: log)
    // It may be running all the same: a start whose caller was killed goes on by itself.
    if !outcome.isSuccess, case .stopped = Self.status(at: placement) {
      throw ClusterError(
        .startFailed, "PostgreSQL in \(data) did not start (\(outcome)); its log is \(logFile)",
        hint: DiskSpace.advice(placement.root), output: log.excerpt())
    }
  }

  /// Written anew at each start: a home may have moved, and settings may differ.
  private func configure(
    _ placement: ClusterPlacement, account: ServerAccount
  ) throws(ClusterError) {
    let settings = ServerSetting.standard(socketDirectory: placement.socketDirectory) + settings
    let path = placement.dataDirectory + "/postgresql.auto.conf"
    let text = "# Written by releve at each start.\n" + settings.map(\.line).joined()
    guard FileText.write(text, to: path, account: account) else {
      throw ClusterError(
        .directoryUnusable, "cannot write \(path): \(String(cString: strerror(errno)))",
        hint: DiskSpace.advice(placement.root))
    }
  }

  /// PostgreSQL's programs, of the version that the directory's data needs.
  ///
  /// - Throws: `postgres_not_found`, `data_of_other_version`.
  func command(
    for dataDirectory: String, account: ServerAccount
  ) throws(ClusterError) -> ServerCommand {
    let version = FileText.read(dataDirectory + "/PG_VERSION")
      .flatMap { Int($0.prefix { $0.isNumber }) }
    do throws(ClusterError) {
      return ServerCommand(
        binaries: try ServerBinaries.find(majorVersion: version), account: account,
        dataDirectory: dataDirectory)
    } catch {
      guard let version else { throw error }
      throw ClusterError(
        .otherVersion,
        "the data in \(dataDirectory) is of PostgreSQL \(version), which alone can read it:"
          + " \(error.message)",
        hint: ServerBinaries.majorVersionMin <= version
          ? error.hint : "Move the folder away, or upgrade it: pg_upgrade(1)")
    }
  }
}
