import BigInt
import Calendars
import Catalogue

/// The steps of a month in which levels are looked at, with what a level in one of them weighs:
/// the table of contract.md, section 2.
struct ModelSteps {
  let steps: [(span: TimeSpan, weight: ExactFraction)]

  init(_ step: Meter.Step, _ result: Meter.LevelResult, of coverage: ModelCoverage) {
    let month = coverage.month
    let spans: [TimeSpan]
    switch step {
    case .second, .day:
      spans = zip(coverage.starts, coverage.starts.dropFirst())
        .compactMap { TimeSpan(from: $0, to: $1) }
    case .hour:
      spans = stride(
        from: Int64(0), to: month.microseconds, by: Int(Instant.microsecondsPerHour)
      )
      .compactMap { offset in
        let from = month.from.adding(microseconds: offset)
        let to = from.adding(microseconds: Instant.microsecondsPerHour)
        return TimeSpan(from: from, to: min(to, month.to))
      }
    case .month:
      spans = [month]
    }
    let count = ExactFraction(BigInt(spans.count))
    steps = spans.map { span in
      let weight: ExactFraction
      switch (step, result) {
      case (.second, .average):
        weight = ExactFraction(1, over: BigInt(month.microseconds))
      case (.second, .unitHours):
        weight = ExactFraction(1, over: BigInt(Instant.microsecondsPerHour))
      case (.day, .unitHours), (.month, .unitHours):
        weight = ExactFraction(
          BigInt(span.microseconds), over: BigInt(Instant.microsecondsPerHour))
      case (.hour, .unitHours):
        weight = ExactFraction(1)
      case (_, .average):
        weight = ExactFraction(1) / count
      }
      return (span, weight)
    }
  }
}
