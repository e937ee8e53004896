import BigInt
import Calendars
import Capacity
import TestSeeds
import Testing

struct FillForecastTests {
  /// Days in a row, used in GiB, of a whole of 1000 GiB unless said otherwise.
  private func history(_ used: [Int], size: Int = 1000, every step: Int = 1) -> FillHistory {
    let first = LocalDate("2026-09-01") ?? LocalDate(daysSinceEpoch: 0)
    return FillHistory(
      .repository, id: "sr-1", name: "sr-1",
      days: used.enumerated().map { place, gib in
        FillHistory.Day(
          date: first.adding(days: place * step), used: DataSize(gib, GiB.self),
          size: DataSize(size, GiB.self))
      })
  }

  private func outcome(_ used: [Int], size: Int = 1000, every step: Int = 1) -> FillForecast.Outcome
  {
    FillForecast(history(used, size: size, every: step)).outcome
  }

  @Test func `steady growth is full when the room is taken`() {
    let used = (0..<20).map { 500 + 10 * $0 }
    let forecast = FillForecast(history(used))
    #expect(forecast.outcome == .days(.init(earliest: 31, likely: 31, latest: 31)))
    #expect(forecast.dailyGrowth == DataSize(10, GiB.self))
    #expect(forecast.date(in: 31) == LocalDate("2026-10-21"))
  }

  @Test func `days are counted from the day that is asked about`() throws {
    let history = history((0..<20).map { 500 + 10 * $0 })
    let last = try #require(history.days.last?.date)
    let later = FillForecast(history, on: last.adding(days: 11))
    #expect(later.outcome == .days(.init(earliest: 20, likely: 20, latest: 20)))
    #expect(later.date(in: 20) == LocalDate("2026-10-21"))
    let past = FillForecast(history, on: last.adding(days: 40))
    #expect(past.outcome == .days(.init(earliest: 0, likely: 0, latest: 0)) && past.isSoon)
    #expect(FillForecast(history, on: last.adding(days: -5)) == FillForecast(history))
  }

  @Test func `nothing is foretold of fewer than 14 days with data`() {
    #expect(outcome((0..<13).map { 10 * $0 }) == .tooLittleData(days: 13))
    #expect(outcome([]) == .tooLittleData(days: 0))
    // Of 20 days that are apart, 13 lie within the last 90.
    #expect(outcome((0..<20).map { 10 * $0 }, every: 7) == .tooLittleData(days: 13))
    #expect(
      outcome((0..<14).map { 10 * $0 }) == .days(.init(earliest: 87, likely: 87, latest: 87)))
  }

  @Test func `what does not grow is never full, nor what grows too slowly`() {
    #expect(outcome(Array(repeating: 500, count: 30)) == .notForeseen)
    #expect(outcome((0..<30).map { 500 - $0 }) == .notForeseen)
    // 730 days and no day more.
    #expect(
      outcome((0..<30).map { 241 + $0 }) == .days(.init(earliest: 730, likely: 730, latest: 730)))
    #expect(outcome((0..<30).map { 240 + $0 }) == .notForeseen)
    #expect(outcome(Array(repeating: 1000, count: 30)) == .full)
  }

  @Test func `a day out of line does not move the median`() {
    var used = (0..<20).map { 500 + 10 * $0 }
    used[9] = 990
    guard case .days(let range) = outcome(used) else {
      Issue.record("no forecast")
      return
    }
    #expect(range.likely == 31)
  }

  @Test func `growth that is not sure has a range, whose end may be open`() {
    let noisy = [500, 530, 470, 560, 490, 575, 520, 560, 500, 620, 545, 595, 550, 640, 590]
    #expect(outcome(noisy) == .days(.init(earliest: 36, likely: 51, latest: 123)))
    let vague = [500, 540, 470, 560, 480, 555, 500, 530, 460, 590, 495, 545, 480, 570, 510]
    #expect(outcome(vague) == .days(.init(earliest: 78, likely: 490, latest: nil)))
  }

  @Test func `agrees with a model that tries one day after the other`() {
    var random = SeededGenerator.seeded(for: "forecasts")
    for _ in 0..<200 {
      let days = randomDays(&random)
      let forecast = FillForecast(FillHistory(.pool, id: "p", name: "p", days: days))
      #expect(forecast.outcome == ModelForecast(days: days).outcome, "\(days)")
    }
  }

  private func randomDays(_ random: inout SeededGenerator) -> [FillHistory.Day] {
    let trend = Int.random(in: -20...60, using: &random)
    var date = 20_000
    return (0..<Int.random(in: 0...40, using: &random)).map { place in
      date += Int.random(in: 1...4, using: &random)
      let used = max(0, 500 + trend * place + Int.random(in: -200...200, using: &random))
      return FillHistory.Day(
        date: LocalDate(daysSinceEpoch: date), used: DataSize(bytes: Int64(used) << 27),
        size: DataSize(bytes: Int64(Int.random(in: 600...3000, using: &random)) << 27))
    }
  }
}

/// The contract of `FillForecast` by fractions without bounds, and by trying days.
private struct ModelForecast {
  let days: [FillHistory.Day]

  private struct Growth {
    let bytes: BigInt
    let days: BigInt
  }

  var outcome: FillForecast.Outcome {
    guard let last = days.last else { return .tooLittleData(days: 0) }
    let recent = days.filter { $0.date.adding(days: 90) > last.date }
    guard recent.count >= 14 else { return .tooLittleData(days: recent.count) }
    var growths: [Growth] = []
    for one in recent {
      for other in recent where one.date < other.date {
        growths.append(
          Growth(
            bytes: BigInt(other.used.bytes) - BigInt(one.used.bytes),
            days: BigInt(other.date.daysSinceEpoch - one.date.daysSinceEpoch)))
      }
    }
    growths.sort { $0.bytes * $1.days < $1.bytes * $0.days }
    guard last.used < last.size else { return .full }
    let n = Double(recent.count)
    let width = Int(1.645 * (n * (n - 1) * (2 * n + 5) / 18).squareRoot())
    let ranks = [
      (growths.count + width) / 2, (growths.count - 1) / 2, (growths.count - width) / 2,
    ].map { min(max($0, 0), growths.count - 1) }
    let ends = ranks.map { rank in fullAfter(last, growths[rank]) }
    guard let likely = ends[1] else { return .notForeseen }
    return .days(.init(earliest: ends[0] ?? likely, likely: likely, latest: ends[2]))
  }

  /// The last day on which there is room still, or just no more; nil where that is not within two
  /// years.
  private func fullAfter(_ last: FillHistory.Day, _ growth: Growth) -> Int? {
    let room = BigInt(last.size.bytes) - BigInt(last.used.bytes)
    for day in 0...730 where growth.bytes * BigInt(day + 1) > room * growth.days { return day }
    return nil
  }
}
