public import PostgreSQL
internal import Synchronization

/// Time that passes only while somebody waits, and chance that is always the same.
public final class PassingTime: Sendable {
  private let waits = Mutex<[Duration]>([])

  /// At the beginning of time.
  public init() {}

  /// The waits so far.
  public var pauses: [Duration] { waits.withLock { $0 } }

  /// A policy in this time, whose pauses are the shortest that chance may give.
  public func policy(attemptsMax: Int = 10) -> RetryPolicy {
    RetryPolicy(
      attemptsMax: attemptsMax, now: { [self] in pauses.reduce(.zero, +) },
      sleep: { [self] pause in waits.withLock { $0.append(pause) } },
      random: { 0 })
  }
}
