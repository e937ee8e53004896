import BigInt
import Calendars
import Catalogue

/// The windows of one length that a contract covers of a month, wholly or in part: counted from the
/// local start of the month.
struct ModelWindows {
  private let start: Instant
  private let microseconds: Int64
  /// The day on which each window counts: that on which it begins, or the first covered one where
  /// it begins before that; nil where nothing of it is covered.
  private let days: [LocalDate?]
  /// How many have begun by now, by day.
  private let begun: [LocalDate: Int]

  init(_ seconds: Int, of coverage: ModelCoverage, in world: World) {
    start = coverage.month.from
    microseconds = Int64(seconds) * Instant.microsecondsPerSecond
    var days: [LocalDate?] = []
    var begun: [LocalDate: Int] = [:]
    var day = 0
    for from in stride(from: Int64(0), to: coverage.month.microseconds, by: Int(microseconds)) {
      let window = TimeSpan(
        from: start.adding(microseconds: from), to: start.adding(microseconds: from + microseconds))
      guard let window, coverage.covered.intersection(window) != nil else {
        days.append(nil)
        continue
      }
      while coverage.starts[day + 1] <= max(window.from, coverage.covered.from) { day += 1 }
      let date = world.period.firstDay.adding(days: day)
      days.append(date)
      if window.from < world.now { begun[date, default: 0] += 1 }
    }
    self.days = days
    self.begun = begun
  }

  /// The day on which an instant's window counts.
  func day(of instant: Instant) -> LocalDate? { days[Int(number(of: instant))] }

  /// The percentile of samples, all of windows that count on a day, if one is given: the nearest
  /// rank of the windows' values.
  func percentile(
    _ percent: Int, of samples: [Fact.Usage], _ missing: Meter.MissingWindows, on day: LocalDate?
  ) -> ExactFraction {
    let windows = Dictionary(grouping: samples) { number(of: $0.time) }
    let values = windows.values.map { samples in
      Dictionary(grouping: samples, by: \.resource).values.map(Self.mean).reduce(.zero, +)
    }
    let empty = missing == .skip ? 0 : count(on: day) - values.count
    // No quantity is below 0.
    let ranked = Array(repeating: .zero, count: max(empty, 0)) + values.sorted()
    // ⌈p·n/100⌉, counted from 1; p is 1 or more.
    return ranked.isEmpty ? .zero : ranked[(percent * ranked.count + 99) / 100 - 1]
  }

  /// The windows of a day, or of all, that have begun by now.
  private func count(on day: LocalDate?) -> Int {
    day.map { begun[$0] ?? 0 } ?? begun.values.reduce(0, +)
  }

  private static func mean(_ samples: [Fact.Usage]) -> ExactFraction {
    samples.map(\.quantity.value).reduce(.zero, +) / ExactFraction(BigInt(samples.count))
  }

  private func number(of instant: Instant) -> Int64 {
    (instant.microseconds - start.microseconds) / microseconds
  }
}
