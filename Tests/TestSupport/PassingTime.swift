public import PostgreSQL
internal import Synchronization

/// Time that passes only while somebody waits, and chance that is always the same.
public final class PassingTime: Sendable {
  private let waits = Mutex<[Duration]>([])

  /// At the beginning of time.
  public init() {}

  /// The waits so far.
  public var pauses: [Duration] { waits.withLock { $0 } }

  /// The time that has passed.
  public func now() -> Duration { pauses.reduce(.zero, +) }

  /// Lets time pass.
  public func sleep(_ pause: Duration) { waits.withLock { $0.append(pause) } }

  /// A policy in this time, whose pauses are the shortest that chance may give.
  public func policy(attemptsMax: Int = 10) -> RetryPolicy {
    RetryPolicy(
      attemptsMax: attemptsMax, now: { [self] in now() }, sleep: { [self] in sleep($0) },
      random: { 0 })
  }
}
