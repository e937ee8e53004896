public import Calendars

/// A stretch in which a component was down, in whole or in part.
public struct DownSpan: Hashable, Sendable {
  public let span: TimeSpan
  public let impact: Impact

  public init(_ span: TimeSpan, impact: Impact = .whole) {
    self.span = span
    self.impact = impact
  }
}
