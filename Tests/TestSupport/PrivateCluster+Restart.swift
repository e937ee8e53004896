internal import Foundation
public import PostgreSQL

extension PrivateCluster {
  /// How a server is shut down.
  public enum Shutdown: Sendable {
    /// Sessions are ended; what was committed is on disk.
    case fast
    /// Everything is dropped at once; the next start recovers.
    case immediate
    /// The server's first process is killed and cleans nothing up.
    case killed

    fileprivate var signal: Int32 {
      switch self {
      case .fast: SIGINT
      case .immediate: SIGQUIT
      case .killed: SIGKILL
      }
    }
  }

  /// Shuts the server down, as `pg_ctl stop` does, and returns once it is down.
  ///
  /// - Throws: as `status`.
  public func shutDown(_ mode: Shutdown) throws {
    guard case .running(let process, _, _, _) = try status() else { return }
    kill(process, mode.signal)
    while try status() != .stopped { usleep(10_000) }
  }

  /// Shuts the server down and starts it again.
  ///
  /// - Throws: as `start`.
  public func restart(_ mode: Shutdown) throws {
    try shutDown(mode)
    _ = try start()
  }
}
