public import Calendars

/// What the stages of one night work with.
public struct Night: Sendable {
  /// The local day that the batch is for, in the default zone.
  public let date: LocalDate
  /// The time of day as all stages see it.
  public let now: Instant

  /// The night of a day: now is the day's last microsecond, whatever the clock says, so that what
  /// is run again for the same day comes out the same.
  public init(pinnedTo date: LocalDate) {
    self.date = date
    now = Zone.default.start(of: date.adding(days: 1)).adding(microseconds: -1)
  }

  /// The night that it is.
  public init(now: Instant) {
    date = Zone.default.date(of: now)
    self.now = now
  }
}
