import Calendars
import TestSeeds
import Testing

@Suite struct LocalDateTests {
  /// Days of a month by the rhyme, and by the rule of Gregory XIII.
  private func days(of month: Int, _ year: Int) -> Int {
    let isLeap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
    return [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
  }

  /// Counts every day of ten thousand years, and looks at all days of some years and at the edges
  /// of each month of the others.
  @Test func `agrees with a walk over all days from 0000 to 9999`() {
    var number = -719_528
    for year in 0...9999 {
      let isSampled = year % 97 == 0 || (1890...2110).contains(year)
      for month in 1...12 {
        let count = days(of: month, year)
        for day in isSampled ? Array(1...count) : [1, count] {
          let date = LocalDate(year: year, month: month, day: day)
          #expect(date?.daysSinceEpoch == number + day - 1)
          #expect(date == LocalDate(daysSinceEpoch: number + day - 1))
        }
        #expect(LocalDate(year: year, month: month, day: count + 1) == nil)
        number += count
      }
    }
    #expect(number == 2_932_897)
  }

  @Test(arguments: [
    "", "2026-3-01", "2026-03-1", "2026-03-01 ", "2026/03/01", "20260301", "2026-02-29",
    "2026-04-31", "2026-00-01", "2026-13-01", "2026-01-00", "2026-01-32", "-026-01-01",
    "１026-01-01",
  ])
  func `refuses what is no date`(text: String) {
    #expect(LocalDate(text) == nil)
  }

  @Test func `refuses parts out of range`() {
    #expect(LocalDate(year: -1, month: 1, day: 1) == nil)
    #expect(LocalDate(year: 10_000, month: 1, day: 1) == nil)
    #expect(LocalDate(year: 2026, month: 0, day: 1) == nil)
    #expect(LocalDate(year: 2026, month: 13, day: 1) == nil)
    #expect(LocalDate(year: 2026, month: 1, day: 0) == nil)
  }

  @Test func `reads what it prints, adds days and sorts by them`() throws {
    var random = SeededGenerator.seeded(for: "dates")
    for _ in 0..<5_000 {
      let first = LocalDate(daysSinceEpoch: Int.random(in: -719_528..<2_932_897, using: &random))
      let second = LocalDate(daysSinceEpoch: Int.random(in: -719_528..<2_932_897, using: &random))
      #expect(LocalDate(first.description) == first)
      #expect((first < second) == (first.daysSinceEpoch < second.daysSinceEpoch))
      #expect((first < second) == (first.description < second.description))
      #expect(first.adding(days: second.daysSinceEpoch - first.daysSinceEpoch) == second)
    }
  }
}
