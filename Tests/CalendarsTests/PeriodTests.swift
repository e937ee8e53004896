import Calendars
import Testing

@Suite struct PeriodTests {
  @Test func `knows its days`() throws {
    let february = try #require(Period("2028-02"))
    #expect(february.dayCount == 29)
    #expect(february.firstDay.description == "2028-02-01")
    #expect(february.firstDayAfter.description == "2028-03-01")
    #expect(february.days.map(\.day) == Array(1...29))
    #expect(february.description == "2028-02")
  }

  @Test func `months follow one another over the years`() throws {
    var period = try #require(Period(year: 1999, month: 1))
    for year in 1999...2101 {
      for month in 1...12 {
        #expect(period.year == year && period.month == month)
        #expect(period.next.previous == period)
        #expect(period < period.next)
        #expect(Period(containing: period.firstDay) == period)
        #expect(Period(period.description) == period)
        period = period.next
      }
    }
  }

  @Test(arguments: ["", "2026", "2026-0", "2026-13", "2026-00", "2026-1", "2026-01-01", "2026-01 "])
  func `refuses what is no month`(text: String) {
    #expect(Period(text) == nil)
  }

  @Test func `refuses parts out of range`() {
    #expect(Period(year: 2026, month: 0) == nil)
    #expect(Period(year: 2026, month: 13) == nil)
    #expect(Period(year: 10_000, month: 1) == nil)
    #expect(Period(year: -1, month: 1) == nil)
  }
}

@Suite struct TimeSpanTests {
  private func span(_ from: Int64, _ to: Int64) -> TimeSpan? {
    TimeSpan(from: Instant(seconds: from), to: Instant(seconds: to))
  }

  @Test func `is half-open and never empty`() throws {
    let ten = try #require(span(0, 10))
    #expect(ten.contains(Instant(seconds: 0)) && !ten.contains(Instant(seconds: 10)))
    #expect(!ten.contains(Instant(microseconds: -1)))
    #expect(ten.microseconds == 10_000_000)
    #expect(span(5, 5) == nil && span(6, 5) == nil)
  }

  @Test func `intersects where both have time in common`() throws {
    let ten = try #require(span(0, 10))
    #expect(try ten.intersection(#require(span(5, 20))) == span(5, 10))
    #expect(try ten.intersection(#require(span(-5, 20))) == ten)
    #expect(try ten.intersection(#require(span(3, 4))) == span(3, 4))
    #expect(try ten.intersection(#require(span(10, 20))) == nil)
  }
}
