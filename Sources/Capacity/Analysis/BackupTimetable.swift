public import Calendars

/// When a backup policy's scheduler starts its runs: five fields of cron, in a zone.
///
/// Understood are `*`, numbers, ranges, steps and lists of those; of the days of a week, 0 and 7
/// are Sunday. Where both the day of the month and that of the week are restricted, one of them is
/// enough, as cron has it. Names such as `MON` and what only some dialects have (`L`, `#`,
/// `@daily`) are not read.
public struct BackupTimetable: Hashable, Sendable {
  public let zone: Zone
  private let minutes: [Int]
  private let hours: [Int]
  private let days: Set<Int>
  private let months: Set<Int>
  private let weekdays: Set<Int>
  /// Whether days of the month, or of the week, are not restricted: then both must be met.
  private let isUnrestricted: Bool

  /// nil where the text is no such timetable, or the zone is unknown.
  public init?(cron: String, zone: String) {
    let fields = cron.split(separator: " ").map(String.init)
    guard fields.count == 5, let zone = Zone(zone),
      let minutes = Self.values(fields[0], 0...59), let hours = Self.values(fields[1], 0...23),
      let days = Self.values(fields[2], 1...31), let months = Self.values(fields[3], 1...12),
      let weekdays = Self.values(fields[4], 0...7)
    else { return nil }
    self.zone = zone
    self.minutes = minutes.sorted()
    self.hours = hours.sorted()
    self.days = days
    self.months = months
    self.weekdays = Set(weekdays.map { $0 % 7 })
    isUnrestricted = fields[2].hasPrefix("*") || fields[4].hasPrefix("*")
  }

  /// How many minutes of a day lie between two runs at least, where a day has several; nil where it
  /// has one, so that a run comes a day or more after another. By the clock: the day on which
  /// clocks are set forward makes nothing shorter.
  public var shortestMinutes: Int? {
    let times = times
    guard times.count > 1, let first = times.first, let last = times.last else { return nil }
    let gaps = zip(times, times.dropFirst()).map { $1 - $0 }
    return min(gaps.min() ?? 1440, first + 1440 - last)
  }

  /// The starts of runs from one instant to before another, in their order. A time that the clocks
  /// leave out has no run; one that they show twice has one.
  public func runs(from: Instant, to: Instant) -> [Instant] {
    dates(from: zone.date(of: from), through: zone.date(of: to)).flatMap { date in
      times.compactMap { time in
        let clock = [time / 60, time % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
        return Instant(local: "\(date)T\(clock.joined(separator: ":"))", in: zone)
      }
    }.filter { from <= $0 && $0 < to }
  }

  /// How many runs there are in the local days before a date, from another one on.
  public func runCount(from: LocalDate, before: LocalDate) -> Int {
    guard from < before else { return 0 }
    return dates(from: from, through: before.adding(days: -1)).count * times.count
  }

  /// Minutes of a day.
  private var times: [Int] { hours.flatMap { hour in minutes.map { hour * 60 + $0 } } }

  private func dates(from: LocalDate, through last: LocalDate) -> [LocalDate] {
    guard from <= last else { return [] }
    return (from.daysSinceEpoch...last.daysSinceEpoch).map(LocalDate.init(daysSinceEpoch:))
      .filter(isMeant)
  }

  private func isMeant(_ date: LocalDate) -> Bool {
    guard months.contains(date.month) else { return false }
    // 1970-01-01 was a Thursday.
    let weekday = ((date.daysSinceEpoch + 4) % 7 + 7) % 7
    let (isDay, isWeekday) = (days.contains(date.day), weekdays.contains(weekday))
    return isUnrestricted ? isDay && isWeekday : isDay || isWeekday
  }

  /// The values of a field; nil where it is none.
  private static func values(_ field: String, _ all: ClosedRange<Int>) -> Set<Int>? {
    var values: Set<Int> = []
    for part in field.split(separator: ",", omittingEmptySubsequences: false) {
      let pieces = part.split(separator: "/", omittingEmptySubsequences: false)
      guard pieces.count <= 2, let range = range(pieces[0], all, isStepped: pieces.count == 2)
      else { return nil }
      let step = pieces.count == 2 ? Int(pieces[1]) : 1
      guard let step, step > 0 else { return nil }
      values.formUnion(stride(from: range.lowerBound, through: range.upperBound, by: step))
    }
    return values
  }

  private static func range(
    _ text: Substring, _ all: ClosedRange<Int>, isStepped: Bool
  ) -> ClosedRange<Int>? {
    if text == "*" { return all }
    let ends = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
    guard ends.count <= 2, let first = ends[0], all.contains(first) else { return nil }
    if ends.count == 1 { return first...(isStepped ? all.upperBound : first) }
    guard let last = ends[1], all.contains(last), first <= last else { return nil }
    return first...last
  }
}
