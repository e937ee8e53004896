import Calendars
import Testing

@testable import Operations

/// What is taken for odd in what a source has sent.
@Suite struct SourceActivityTests {
  private static let october = LocalDate("2026-10-01").map(Period.init(containing:))

  /// A source with events on days of October, counted from the first, which is 1.
  private func source(
    _ events: [Int: Int64], today: String = "2026-11-15", ahead: [Int: Int64] = [:]
  ) throws -> SourceActivity {
    let period = try #require(Self.october)
    return SourceActivity(
      "s",
      events.sorted { $0.key < $1.key }.map { number, count in
        (period.firstDay.adding(days: number - 1), count, ahead[number] ?? 0, 0)
      },
      in: period, today: try #require(LocalDate(today)), aheadSecondsMax: 400,
      lateSecondsMax: 0)
  }

  private func evenly(_ days: ClosedRange<Int>, _ count: Int64 = 100) -> [Int: Int64] {
    Dictionary(uniqueKeysWithValues: days.map { ($0, count) })
  }

  @Test func `a source that sends alike each day is not odd`() throws {
    let source = try source(evenly(1...31))
    #expect(!source.isOdd && source.events == 3100 && source.medianEvents == 100)
  }

  @Test func `days between others are silent, also at the month's ends`() throws {
    var days = evenly(-2...34)
    for day in [1, 2, 15, 31] { days[day] = nil }
    #expect(try source(days).silentDays.map(\.day) == [1, 2, 15, 31])
    #expect(try source(days).events == 2700)
    #expect(try source(evenly(3...20)).silentDays.isEmpty, "it began, and it ended")
  }

  @Test func `a day that is not over is neither silent nor out of line`() throws {
    var days = evenly(1...20)
    days[20] = 1
    days[19] = nil
    // A clock that is two days ahead.
    days[22] = 1
    #expect(try source(days, today: "2026-10-20").silentDays.map(\.day) == [19])
    #expect(try source(days, today: "2026-10-23").silentDays.map(\.day) == [19, 21])
    #expect(try source(days, today: "2026-10-20").unusualDays.isEmpty)
    #expect(try source(days, today: "2026-10-21").unusualDays.map(\.events) == [1])
  }

  @Test(arguments: [
    (300, false), (301, true), (34, false), (33, true), (1, true), (100, false),
  ])
  func `a day is out of line beyond three times the median`(
    events: Int64, isUnusual: Bool
  ) throws {
    var days = evenly(1...31)
    days[9] = events
    #expect(try source(days).unusualDays.map(\.events) == (isUnusual ? [events] : []))
  }

  @Test func `of few days nothing is said`() throws {
    var days = evenly(1...6)
    days[3] = 10_000
    #expect(try source(days).medianEvents == nil)
    #expect(try source(days).unusualDays.isEmpty)
    days[7] = 100
    #expect(try source(days).unusualDays.map(\.events) == [10_000])
  }

  @Test func `clocks that are ahead are odd in the month only`() throws {
    #expect(try source(evenly(-2...31), ahead: [-1: 5]).isOdd == false)
    let ahead = try source(evenly(1...31), ahead: [4: 5])
    #expect(ahead.isOdd && ahead.ahead == 5 && ahead.aheadSecondsMax == 400)
  }
}
