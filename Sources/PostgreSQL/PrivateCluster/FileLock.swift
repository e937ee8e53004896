internal import Glibc

/// An exclusive lock between processes and threads, held as long as the value lives.
struct FileLock: ~Copyable {
  /// The open file: a child that inherits it holds the lock too, as long as it lives.
  let file: Int32

  /// Waits for the lock on the file at `path`, which is made if need be and stays.
  ///
  /// - Throws: `lock_timed_out`, `directory_unusable`.
  init(path: String, secondsMax: Int) throws(ClusterError) {
    // Closed on exec: a server that inherited it would hold the lock as long as it runs.
    file = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard file >= 0 else {
      throw ClusterError(
        .directoryUnusable, "cannot write \(path): \(String(cString: strerror(errno)))",
        hint: ClusterError.adviceOnHome)
    }
    let deadline = ContinuousClock.now + .seconds(secondsMax)
    while flock(file, LOCK_EX | LOCK_NB) != 0 {
      guard ContinuousClock.now < deadline else {
        throw ClusterError(
          .lockTimedOut, "another process has held \(path) for \(secondsMax) seconds",
          hint: "Wait for it, or end it")
      }
      usleep(20_000)
    }
  }

  deinit { close(file) }
}
