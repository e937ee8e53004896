extension PrivateCluster {
  /// What `stop` found.
  public enum StopOutcome: Hashable, Sendable {
    /// The server was running, and is down now.
    case stopped
    /// There was nothing to do.
    case notRunning
  }

  /// Stops the server: sessions are ended, transactions under way are rolled back. Returns when it
  /// is down, within 60 seconds.
  ///
  /// - Throws: `stop_failed`, `postgres_not_found`, `server_account_missing`, `lock_timed_out`.
  public func stop() throws(ClusterError) -> StopOutcome {
    guard case .running = try status() else { return .notRunning }
    let account = try ServerAccount.current()
    let lock = try FileLock(path: lockFile, secondsMax: Self.waitSecondsMax)
    let placement = ClusterPlacement(home: home, account: account)
    guard case .running(_, _, _, let version) = Self.status(at: placement) else {
      return .notRunning
    }
    let log = try ClusterLog(path: logFile)
    let command = ServerCommand(
      binaries: try ServerBinaries.find(majorVersion: Int(version)), account: account,
      dataDirectory: placement.dataDirectory)
    let outcome = command.control(["stop", "--mode=fast"], log: log)
    guard outcome.isSuccess else {
      throw ClusterError(
        .stopFailed, "PostgreSQL in \(placement.dataDirectory) did not stop (\(outcome))",
        output: log.excerpt())
    }
    _ = consume lock
    return .stopped
  }

  /// Held while the cluster is started or stopped.
  var lockFile: String { home + "/lock" }
}
