/// A half-open stretch of time: `from` belongs to it, `to` does not.
public struct TimeSpan: Hashable, Sendable {
  public let from: Instant
  public let to: Instant

  /// A span of positive length; nil where `to` is not after `from`.
  public init?(from: Instant, to: Instant) {
    guard from < to else { return nil }
    self.init(validFrom: from, to: to)
  }

  init(validFrom from: Instant, to: Instant) {
    self.from = from
    self.to = to
  }

  /// The common part; nil where there is none.
  public func intersection(_ other: TimeSpan) -> TimeSpan? {
    TimeSpan(from: max(from, other.from), to: min(to, other.to))
  }

  /// What lies outside another span: none, one or two parts, in the order of time.
  public func subtracting(_ other: TimeSpan) -> [TimeSpan] {
    [
      TimeSpan(from: from, to: min(to, other.from)), TimeSpan(from: max(from, other.to), to: to),
    ].compactMap(\.self)
  }

  /// Its length in microseconds, above 0.
  public var microseconds: Int64 { to.microseconds - from.microseconds }

  public func contains(_ instant: Instant) -> Bool { from <= instant && instant < to }
}
