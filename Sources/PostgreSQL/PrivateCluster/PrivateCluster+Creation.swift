internal import Glibc

extension PrivateCluster {
  /// Makes the cluster in the placement's folder, or in the other one where that does not bear it.
  ///
  /// - Returns: the placement as it is then.
  func create(
    at placement: ClusterPlacement, account: ServerAccount, log: borrowing ClusterLog,
    lock: borrowing FileLock
  ) throws(ClusterError) -> ClusterPlacement {
    var placement = placement
    do throws(ClusterError) {
      try makeUnfinishedDirectory(at: placement, account: account)
    } catch {
      // The folder elsewhere, once it exists, is the one that every later call looks at.
      let elsewhere = ClusterPlacement.elsewhere(for: home, account: account)
      guard placement.root != elsewhere else { throw error }
      try PrivateDirectory.makeWithParents(elsewhere)
      placement = ClusterPlacement(home: home, account: account)
      try makeUnfinishedDirectory(at: placement, account: account)
    }
    try initialise(placement, account: account, log: log, lock: lock)
    return placement
  }

  /// initdb works under another name: what an interruption leaves there is never taken for a
  /// cluster, and is removed here.
  private func makeUnfinishedDirectory(
    at placement: ClusterPlacement, account: ServerAccount
  ) throws(ClusterError) {
    try PrivateDirectory.makeWithParents(placement.root)
    let unfinished = placement.unfinishedDirectory
    if FilePath.exists(unfinished) { try remove(unfinished) }
    try PrivateDirectory.make(unfinished, account: account)
  }

  private func initialise(
    _ placement: ClusterPlacement, account: ServerAccount, log: borrowing ClusterLog,
    lock: borrowing FileLock
  ) throws(ClusterError) {
    let command = try command(for: placement.unfinishedDirectory, account: account)
    let outcome = command.initialise(syncing: isSyncing, log: log, lock: lock)
    guard outcome.isSuccess else {
      throw ClusterError(
        .initialisationFailed, "initdb failed in \(placement.unfinishedDirectory) (\(outcome))",
        hint: DiskSpace.advice(placement.root), output: log.excerpt())
    }
    guard rename(placement.unfinishedDirectory, placement.dataDirectory) == 0 else {
      throw ClusterError(
        .directoryUnusable,
        "cannot name a new cluster \(placement.dataDirectory): \(String(cString: strerror(errno)))",
        hint: "Move away what is there")
    }
  }

  /// Without fsync there is nothing to gain from a new cluster that is on disk.
  private var isSyncing: Bool { !settings.contains(ServerSetting(name: "fsync", value: "off")) }

  private func remove(_ directory: String) throws(ClusterError) {
    guard let program = Executable.find("rm"),
      ChildProcess.output(of: [program, "-rf", "--", directory]) != nil
    else {
      throw ClusterError(
        .directoryUnusable, "cannot remove \(directory), left by an initdb that was interrupted",
        hint: "Remove it")
    }
  }
}
