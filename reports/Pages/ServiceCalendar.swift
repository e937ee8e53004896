import Calendars
import Decimals
import ServiceLevels

/// The days of a month with what happened on each: when any of some components was down, and when
/// maintenance was announced.
struct ServiceCalendar {
  struct Day {
    let date: LocalDate
    /// Of the day's length, from 0 to 1.
    let down: [ClosedRange<Double>]
    let maintenance: [ClosedRange<Double>]
    let downSeconds: DecimalNumber
    let maintenanceSeconds: DecimalNumber
  }

  let days: [Day]

  /// An outage that does not count since it lies in a window is shown as maintenance; one that does
  /// not count for another reason is not shown.
  init(_ result: CommitmentResult, windows: [TimeSpan]) {
    let zone = result.coverage.zone
    let period = result.coverage.period
    let month = zone.span(of: period)
    let outages = result.components.flatMap(\.outages)
    let spans = { (outages: [DecidedOutage]) in
      outages.compactMap { TimeSpan(from: $0.from, to: $0.to ?? month.to) }
    }
    let down = Self.united(spans(outages.filter { !$0.countedSeconds.isZero }))
    let maintenance = Self.united(
      windows + spans(outages.filter { $0.countedSeconds.isZero && $0.isInMaintenance }))
    let boundaries = zone.dayBoundaries(of: period)
    days = zip(period.days, zip(boundaries, boundaries.dropFirst())).compactMap { date, bounds in
      guard let day = TimeSpan(from: bounds.0, to: bounds.1) else { return nil }
      let (down, maintenance) = (
        down.compactMap(day.intersection), maintenance.compactMap(day.intersection)
      )
      return Day(
        date: date, down: down.map { Self.range($0, in: day) },
        maintenance: maintenance.map { Self.range($0, in: day) },
        downSeconds: Self.seconds(down), maintenanceSeconds: Self.seconds(maintenance))
    }
  }

  private static func united(_ spans: [TimeSpan]) -> [TimeSpan] {
    spans.sorted { $0.from < $1.from }.reduce(into: []) { united, span in
      if let last = united.last, span.from <= last.to,
        let both = TimeSpan(from: last.from, to: max(last.to, span.to))
      {
        united[united.count - 1] = both
      } else {
        united.append(span)
      }
    }
  }

  private static func range(_ span: TimeSpan, in day: TimeSpan) -> ClosedRange<Double> {
    let length = Double(day.microseconds)
    let start = Double(span.from.microseconds - day.from.microseconds) / length
    return start...(start + Double(span.microseconds) / length)
  }

  private static func seconds(_ spans: [TimeSpan]) -> DecimalNumber {
    let sum = spans.reduce(Int128(0)) { $0 + Int128($1.microseconds) }
    return DecimalNumber(coefficient: sum, scale: 6).normalised
  }
}
