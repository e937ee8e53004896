public import Calendars

/// When something is full if it goes on as it did.
///
/// Method: the median of the slopes between every two days (Theil and Sen), of the last 90 days
/// before the latest: single odd days do not move it. The range is the slope's 90 % interval by the
/// ranks of Kendall's tau (Sen 1968): it says how sure the slope is, not what people will do.
/// Nothing is foretold of fewer than 14 days with data, nor further than two years.
public struct FillForecast: Hashable, Sendable {
  public enum Outcome: Hashable, Sendable {
    /// So many days with data are too few.
    case tooLittleData(days: Int)
    /// It has no room any more.
    case full
    /// It does not grow, or so slowly that it is not full within `horizonDays`.
    case notForeseen
    /// In so many whole days it is full.
    case days(DayRange)
  }

  /// Whole days from `day` on, each rounded down, 0 where that was before; an end that is not
  /// reached within `horizonDays` of the last measure is nil.
  public struct DayRange: Hashable, Sendable {
    /// By the fastest growth of the range.
    public let earliest: Int
    public let likely: Int
    public let latest: Int?

    public init(earliest: Int, likely: Int, latest: Int?) {
      self.earliest = earliest
      self.likely = likely
      self.latest = latest
    }
  }

  public let history: FillHistory
  /// From which on days are counted; nil where nothing was measured.
  public let day: LocalDate?
  public let outcome: Outcome
  /// How much is used more each day, the median; nil of too little data.
  public let dailyGrowth: DataSize?

  public static let daysMin = 14
  public static let daysMax = 90
  public static let horizonDays = 730

  /// Counts from a day on, that of the last measure where none is given, or an earlier one.
  public init(_ history: FillHistory, on today: LocalDate? = nil) {
    self.history = history
    day = history.days.last.map { max($0.date, today ?? $0.date) }
    guard let last = history.days.last else {
      dailyGrowth = nil
      outcome = .tooLittleData(days: 0)
      return
    }
    let days = history.days.filter {
      last.date.daysSinceEpoch - $0.date.daysSinceEpoch < Self.daysMax
    }
    guard days.count >= Self.daysMin else {
      dailyGrowth = nil
      outcome = .tooLittleData(days: days.count)
      return
    }
    let slopes = Slope.all(between: days)
    dailyGrowth = DataSize(bytes: slopes.median.roundedBytesPerDay)
    let room = last.size - last.used
    guard room.bytes > 0 else {
      outcome = .full
      return
    }
    let range = slopes.interval(days: days.count)
    let elapsed = (day ?? last.date).daysSinceEpoch - last.date.daysSinceEpoch
    let daysLeft = { (slope: Slope) in
      slope.days(toFill: room.bytes, within: Self.horizonDays).map { max($0 - elapsed, 0) }
    }
    if let likely = daysLeft(slopes.median) {
      outcome = .days(
        DayRange(
          earliest: daysLeft(range.upper) ?? likely, likely: likely, latest: daysLeft(range.lower)))
    } else {
      outcome = .notForeseen
    }
  }

  /// Whether it is full, or likely to be within `soonDays`.
  public var isSoon: Bool {
    switch outcome {
    case .full: true
    case .days(let range): range.likely <= Self.soonDays
    case .tooLittleData, .notForeseen: false
    }
  }

  /// What comes within a month is to be ordered now.
  public static let soonDays = 30

  /// The day that `DayRange` counts to.
  public func date(in days: Int) -> LocalDate? { day?.adding(days: days) }
}

/// A growth: bytes over days, exactly.
private struct Slope: Comparable {
  let bytes: Int64
  /// Above 0.
  let days: Int64

  /// Between every two days, in ascending order.
  static func all(between days: [FillHistory.Day]) -> [Slope] {
    var slopes: [Slope] = []
    slopes.reserveCapacity(days.count * (days.count - 1) / 2)
    for (place, later) in days.enumerated() {
      for earlier in days[..<place] {
        slopes.append(
          Slope(
            bytes: (later.used - earlier.used).bytes,
            days: Int64(later.date.daysSinceEpoch - earlier.date.daysSinceEpoch)))
      }
    }
    return slopes.sorted()
  }

  static func == (left: Slope, right: Slope) -> Bool {
    Int128(left.bytes) * Int128(right.days) == Int128(right.bytes) * Int128(left.days)
  }

  static func < (left: Slope, right: Slope) -> Bool {
    Int128(left.bytes) * Int128(right.days) < Int128(right.bytes) * Int128(left.days)
  }

  /// Half up, away from 0.
  var roundedBytesPerDay: Int64 {
    let magnitude = (2 * bytes.magnitude + days.magnitude) / (2 * days.magnitude)
    return bytes < 0 ? -Int64(magnitude) : Int64(magnitude)
  }

  /// After how many whole days so many bytes are taken; nil where that takes longer than a limit.
  func days(toFill room: Int64, within limit: Int) -> Int? {
    guard bytes > 0 else { return nil }
    let whole = Int128(room) * Int128(days) / Int128(bytes)
    return whole <= Int128(limit) ? Int(whole) : nil
  }
}

extension [Slope] {
  /// The middle one; of two in the middle the smaller, so that it is one that was seen.
  fileprivate var median: Slope { self[(count - 1) / 2] }

  /// The slopes between which the true one lies in 90 of 100 cases (Sen 1968): those whose ranks
  /// are 1.645 standard deviations of Kendall's S away from the middle.
  fileprivate func interval(days: Int) -> (lower: Slope, upper: Slope) {
    let n = days
    // 1.645² × n (n − 1) (2n + 5) ÷ 18.
    let square = 2_706_025 * n * (n - 1) * (2 * n + 5) / 18_000_000
    let width = Int(Double(square).squareRoot())
    let lower = Swift.max((count - width) / 2, 0)
    let upper = Swift.min((count + width) / 2, count - 1)
    return (self[lower], self[upper])
  }
}
