public import Calendars

/// What a source has sent in a month, and what is odd about it. Indicative: a source may be silent
/// because nothing was used.
public struct SourceActivity: Sendable {
  /// What is taken for odd.
  public enum Bounds {
    /// A day without events is silent where there are some before and after it, at most so many
    /// days outside the month.
    public static let marginDays = 7
    /// Events that say a time so long after the run began that has read them.
    public static let aheadSeconds: Int64 = 300
    /// Events that say a time so long before.
    public static let lateSeconds: Int64 = 3 * 86_400
    /// A day's events beside the median of the source's days with events: more than so many times
    /// as many, or fewer than that part of it, where there are so many days.
    public static let rateFactor: Int64 = 3
    public static let rateDaysMin = 7
  }

  /// The events of one day.
  public struct Day: Hashable, Sendable {
    public let day: LocalDate
    public let events: Int64
  }

  public let source: String
  public let events: Int64
  /// Of days with events; nil where there are too few to tell.
  public let medianEvents: Int64?
  public let silentDays: [LocalDate]
  public let unusualDays: [Day]
  /// Events with a time that had not come when they were read, and the most by which, in seconds.
  public let ahead: Int64
  public let aheadSecondsMax: Int64
  /// Events that were read long after their time.
  public let late: Int64
  public let lateSecondsMax: Int64

  /// Whether anything is odd but events that came late: who reads a month at its end has only such.
  public var isOdd: Bool { !silentDays.isEmpty || !unusualDays.isEmpty || ahead > 0 }
}

extension SourceActivity {
  /// What the database has of a day: which one it is, its events, those that are ahead, and those
  /// that came late.
  typealias Counted = (day: LocalDate, events: Int64, ahead: Int64, late: Int64)

  /// Judges a source by its days with events, in their order, some of them outside the month. From
  /// `today` on a day is not over, and nothing is said of it.
  init(
    _ source: String, _ days: [Counted], in period: Period, today: LocalDate,
    aheadSecondsMax: Int64, lateSecondsMax: Int64
  ) {
    let inMonth = days.filter { Period(containing: $0.day) == period }
    let over = inMonth.filter { $0.day < today }
    let median = Self.median(over.map(\.events))
    self.source = source
    events = inMonth.reduce(0) { $0 + $1.events }
    medianEvents = median
    ahead = inMonth.reduce(0) { $0 + $1.ahead }
    late = inMonth.reduce(0) { $0 + $1.late }
    self.aheadSecondsMax = ahead > 0 ? aheadSecondsMax : 0
    self.lateSecondsMax = late > 0 ? lateSecondsMax : 0
    let present = Set(days.map(\.day))
    silentDays = period.days.filter { day in
      guard let first = days.first?.day, let last = days.last?.day else { return false }
      return day < today && first < day && day < last && !present.contains(day)
    }
    unusualDays =
      median.map { median in
        over.filter { Self.isUnusual($0.events, beside: median) }
          .map { Day(day: $0.day, events: $0.events) }
      } ?? []
  }

  private static func isUnusual(_ events: Int64, beside median: Int64) -> Bool {
    events > median * Bounds.rateFactor || events * Bounds.rateFactor < median
  }

  /// The lower one of two in the middle.
  private static func median(_ counts: [Int64]) -> Int64? {
    guard counts.count >= Bounds.rateDaysMin else { return nil }
    return counts.sorted()[(counts.count - 1) / 2]
  }
}
