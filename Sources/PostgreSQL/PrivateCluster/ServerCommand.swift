/// Runs PostgreSQL's programs on one data directory, as the server's user.
struct ServerCommand {
  /// Where the programs are.
  let binaries: ServerBinaries
  /// Whom they run as.
  let account: ServerAccount
  /// What they work on.
  let dataDirectory: String

  /// pg_ctl, silent unless something is wrong, and waiting for the effect.
  ///
  /// The directory is passed in the environment, and the log as standard output: pg_ctl would put
  /// both between the double quotes of a shell command, where a `"` or `$` of a path has a meaning.
  func control(_ arguments: [String], log: borrowing ClusterLog) -> ChildProcess.Outcome {
    let limit = PrivateCluster.waitSecondsMax
    return run(
      "pg_ctl", arguments + ["--silent", "--wait", "--timeout=\(limit)"], log: log,
      secondsMax: limit + 5)
  }

  /// Makes a new cluster in the directory, which is empty.
  ///
  /// initdb holds the lock too: if its caller is killed, nobody else begins before it has ended.
  func initialise(
    syncing: Bool, log: borrowing ClusterLog, lock: borrowing FileLock
  ) -> ChildProcess.Outcome {
    let arguments = [
      "--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C", "--data-checksums",
      "--no-instructions",
    ]
    return run(
      "initdb", arguments + (syncing ? [] : ["--no-sync"]), log: log,
      secondsMax: PrivateCluster.waitSecondsMax, inherited: lock.file)
  }

  private func run(
    _ program: String, _ arguments: [String], log: borrowing ClusterLog, secondsMax: Int,
    inherited: Int32 = -1
  ) -> ChildProcess.Outcome {
    ChildProcess(
      arguments: account.commandPrefix + [binaries.path(program)] + arguments,
      environment: ["PGDATA": dataDirectory], output: log.file, inherited: inherited
    ).run(secondsMax: secondsMax)
  }
}
