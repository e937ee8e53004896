import Foundation

/// The time in which requests are made: passed in, so that tests need not wait.
public struct RequestClock: Sendable {
  /// The time that has passed since some fixed moment.
  let now: @Sendable () -> Duration
  let sleep: @Sendable (Duration) -> Void

  public init(
    now: @escaping @Sendable () -> Duration, sleep: @escaping @Sendable (Duration) -> Void
  ) {
    self.now = now
    self.sleep = sleep
  }

  /// The system's.
  public static let system = RequestClock(
    now: {
      var time = timespec()
      clock_gettime(CLOCK_MONOTONIC, &time)
      return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    },
    sleep: { Thread.sleep(forTimeInterval: $0 / .seconds(1)) })
}

/// Keeps requests apart, by what the API allows: 25 a second for each of its products, 5 a second
/// where tokens are given. They are spread evenly, so that no second has more.
struct RequestPace {
  private let clock: RequestClock
  /// When the next request to a product may begin.
  private var free: [Substring: Duration] = [:]

  static let apart = Duration.milliseconds(40)
  static let tokensApart = Duration.milliseconds(200)

  init(_ clock: RequestClock) { self.clock = clock }

  /// Waits until a request to a path may begin.
  mutating func wait(for path: String) {
    let isToken = path == ProviderClient.tokenPath
    // A product is the first part of a path, but tokens are counted by themselves.
    let product = isToken ? path[...] : path.dropFirst().prefix { $0 != "/" }
    let now = clock.now()
    let start = max(now, free[product] ?? now)
    free[product] = start + (isToken ? Self.tokensApart : Self.apart)
    if start > now { clock.sleep(start - now) }
  }
}
