internal import Glibc

/// How often and for how long a connection tries again what failed through no fault of the work:
/// conflicts between transactions, and servers that go away.
///
/// Time and chance are passed in, so that tests need neither.
public struct RetryPolicy: Sendable {
  /// How often a transaction is run in all, 1 or more.
  let attemptsMax: Int
  /// For how long a server that went away is looked for, from its loss on.
  let reconnectLimit: Duration
  /// The time that has passed since some fixed moment.
  let now: @Sendable () -> Duration
  /// Waits; a signal may cut it short.
  let sleep: @Sendable (Duration) -> Void
  /// A random number, 0 or more and below 1.
  let random: @Sendable () -> Double

  /// The pause after the first failure, and the longest.
  static let pauseMin = Duration.milliseconds(20)
  static let pauseMax = Duration.seconds(2)

  /// A policy; where nothing is said, ten attempts and 30 seconds.
  public init(
    attemptsMax: Int = 10, reconnectLimit: Duration = .seconds(30),
    now: @escaping @Sendable () -> Duration = Self.uptime,
    sleep: @escaping @Sendable (Duration) -> Void = Self.sleep,
    random: @escaping @Sendable () -> Double = { Double.random(in: 0..<1) }
  ) {
    self.attemptsMax = attemptsMax
    self.reconnectLimit = reconnectLimit
    self.now = now
    self.sleep = sleep
    self.random = random
  }

  /// Nothing is tried again, and nobody waited for.
  public static let never = RetryPolicy(attemptsMax: 1, reconnectLimit: .zero)

  /// The pause after so many failures, from 1: it doubles each time, and half of it is chance, so
  /// that those who met once do not meet again.
  func pause(afterFailures count: Int) -> Duration {
    let doubled = Self.pauseMin * (1 << min(max(count - 1, 0), 16))
    return min(doubled, Self.pauseMax) * (0.5 + random() / 2)
  }

  /// The time since the system started.
  public static let uptime: @Sendable () -> Duration = {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
  }

  /// Waits in the system; a signal that is handled ends it.
  public static let sleep: @Sendable (Duration) -> Void = { duration in
    usleep(UInt32(clamping: Int64(duration / .microseconds(1))))
  }
}
