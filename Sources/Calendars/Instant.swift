/// A point in time, in whole microseconds since 1970-01-01T00:00:00Z, without leap seconds.
///
/// Parsing accepts the years 0000 to 9999 (RFC 3339).
public struct Instant: Hashable, Comparable, Sendable {
  /// Microseconds since the Unix epoch; negative before it.
  public let microseconds: Int64

  public init(microseconds: Int64) { self.microseconds = microseconds }

  /// A point at whole seconds since the Unix epoch.
  public init(seconds: Int64) { self.microseconds = seconds * Self.microsecondsPerSecond }

  public static func < (left: Instant, right: Instant) -> Bool {
    left.microseconds < right.microseconds
  }

  /// The point that many microseconds later.
  public func adding(microseconds: Int64) -> Instant {
    Instant(microseconds: self.microseconds + microseconds)
  }

  /// The whole seconds since the Unix epoch, rounded towards the past.
  public var secondsFloor: Int64 {
    microseconds.flooredQuotient(by: Self.microsecondsPerSecond)
  }

  /// The date in UTC.
  public var utcDate: LocalDate {
    LocalDate(daysSinceEpoch: Int(secondsFloor.flooredQuotient(by: 86_400)))
  }

  /// 1 000 000.
  public static let microsecondsPerSecond: Int64 = 1_000_000

  /// 3 600 000 000.
  public static let microsecondsPerHour: Int64 = 3_600_000_000

  /// Before anything that RFC 3339 can write: 0000-01-01T00:00:00Z.
  public static let distantPast = LocalDate(validYear: 0, month: 1, day: 1).midnightUTC

  /// After anything that RFC 3339 can write: 10000-01-01T00:00:00Z.
  public static let distantFuture = LocalDate(validYear: 10_000, month: 1, day: 1).midnightUTC
}

extension Int64 {
  /// The quotient rounded towards negative infinity.
  func flooredQuotient(by divisor: Int64) -> Int64 {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? quotient - 1 : quotient
  }
}
