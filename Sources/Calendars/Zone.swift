import Foundation

/// A named IANA zone: where local days and months begin.
public struct Zone: Hashable, Sendable {
  /// The IANA name, such as `Europe/Paris`.
  public let name: String
  private let zone: TimeZone

  /// A zone by its IANA name; nil where it is unknown. Abbreviations and fixed offsets such as
  /// `CET` or `GMT+2` are no names of a region and are refused, `UTC` is accepted.
  public init?(_ name: String) {
    guard name == "UTC" || name.contains("/"), !name.contains("+"),
      let zone = TimeZone(identifier: name)
    else { return nil }
    self.name = name
    self.zone = zone
  }

  /// Coordinated Universal Time.
  public static let utc = Zone(name: "UTC", zone: TimeZone.gmt)

  /// The default of contract.md, section 0; UTC where the machine's zone data lack Paris.
  public static let `default` = Zone("Europe/Paris") ?? .utc

  private init(name: String, zone: TimeZone) {
    self.name = name
    self.zone = zone
  }

  public static func == (left: Zone, right: Zone) -> Bool { left.name == right.name }

  public func hash(into hasher: inout Hasher) { hasher.combine(name) }

  /// The local date at an instant.
  public func date(of instant: Instant) -> LocalDate {
    let local = instant.secondsFloor + offsetSeconds(at: instant)
    return LocalDate(daysSinceEpoch: Int(local.flooredQuotient(by: 86_400)))
  }

  /// The first instant of a local date: midnight, or, where the clock jumps over midnight, the
  /// instant of the jump; where midnight comes twice, the first.
  public func start(of date: LocalDate) -> Instant {
    let midnight = date.midnightUTC
    let day = 86_400 * Instant.microsecondsPerSecond
    var before = midnight.adding(microseconds: -day)
    var after = midnight.adding(microseconds: day)
    // Midnight by the offset of the day before: nearly always right, and the first of two midnights
    // where the clock goes back just after it (St John's fell from 00:01 to 23:01 until 2011).
    let offset = offsetSeconds(at: before)
    let first = midnight.adding(microseconds: -offset * Instant.microsecondsPerSecond)
    if offsetSeconds(at: first) == offset { return first }
    // Otherwise the clock has changed by then. Offsets are less than a day: the date has begun at
    // `after` and has not at `before`.
    while after.microseconds - before.microseconds > Instant.microsecondsPerSecond {
      let half = (after.secondsFloor - before.secondsFloor) / 2
      let middle = Instant(seconds: before.secondsFloor + half)
      if self.date(of: middle) < date { before = middle } else { after = middle }
    }
    return after
  }

  /// A period's instants: from its first local midnight to that of the next month.
  public func span(of period: Period) -> TimeSpan {
    TimeSpan(validFrom: start(of: period.firstDay), to: start(of: period.firstDayAfter))
  }

  /// The instants at which a period's local days begin, and at last the period's end: one more
  /// than the days.
  public func dayBoundaries(of period: Period) -> [Instant] {
    (period.days + [period.firstDayAfter]).map { start(of: $0) }
  }

  func offsetSeconds(at instant: Instant) -> Int64 {
    let date = Date(timeIntervalSince1970: Double(instant.secondsFloor))
    return Int64(zone.secondsFromGMT(for: date))
  }
}

extension Zone: CustomStringConvertible {
  public var description: String { name }
}
