import Calendars
import PostgreSQL
import SQL

/// The local days of a month in every zone in which tenants are metered, a row for each day and one
/// for the month's end.
struct MonthZones {
  private(set) var names: [String] = []
  private(set) var starts: [Instant] = []
  /// The first of the month's full hours in each: where steps are hours a day begins with it.
  private(set) var hourStarts: [Instant] = []
  /// From the first beginning to the last end.
  let span: TimeSpan

  /// Zones that this machine does not know are left out: their events are missing then, which shows
  /// as a difference.
  init(_ connection: Connection, _ period: Period) throws {
    let metered = try connection.query(.named("reconcile_zones")).decode(String.self)
    let zones = Set(metered.compactMap { Zone($0) } + [.default])
    let spans = zones.map { $0.span(of: period) }
    let all = Zone.default.span(of: period)
    span =
      TimeSpan(
        from: spans.reduce(all.from) { min($0, $1.from) },
        to: spans.reduce(all.to) { max($0, $1.to) }) ?? all
    for zone in zones {
      let boundaries = zone.dayBoundaries(of: period)
      names += boundaries.map { _ in zone.name }
      starts += boundaries
      hourStarts += boundaries.map { boundary in
        guard let first = boundaries.first, boundary != boundaries.last else { return boundary }
        let hour = Instant.microsecondsPerHour
        let hours = (boundary.microseconds - first.microseconds + hour - 1) / hour
        return first.adding(microseconds: hours * hour)
      }
    }
  }

  /// Whether a local day has a part in a span, in any of the zones.
  func touches(_ other: TimeSpan, on day: LocalDate) -> Bool {
    Set(names).contains { name in
      guard let zone = Zone(name),
        let own = TimeSpan(from: zone.start(of: day), to: zone.start(of: day.adding(days: 1)))
      else { return false }
      return own.intersection(other) != nil
    }
  }
}
