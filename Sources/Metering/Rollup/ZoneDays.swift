import Calendars

/// The local days of a zone around some ranges of time, column by column as `metering_term` has
/// them.
struct ZoneDays {
  /// When each day begins.
  private(set) var starts: [Instant] = []
  /// The first of the month's full hours that begins in each day: hours are counted from the
  /// month's start (contract, section 2).
  private(set) var hourStarts: [Instant] = []
  private(set) var days: [LocalDate] = []
  /// When each day's month begins.
  private(set) var months: [Instant] = []

  /// The days that touch the ranges, and one more on either side, so that each day's end is known.
  init(_ zone: Zone, around ranges: [TimeSpan]) {
    var dates: Set<LocalDate> = []
    for range in ranges {
      let last = zone.date(of: range.to).adding(days: 2)
      var date = zone.date(of: range.from).adding(days: -1)
      while date <= last {
        dates.insert(date)
        date = date.adding(days: 1)
      }
    }
    for date in dates.sorted() {
      let month = zone.start(of: Period(containing: date).firstDay)
      let start = zone.start(of: date)
      let hour = Instant.microsecondsPerHour
      let hours = (start.microseconds - month.microseconds + hour - 1) / hour
      starts.append(start)
      hourStarts.append(month.adding(microseconds: hours * hour))
      days.append(date)
      months.append(month)
    }
  }
}
