import Calendars
import Testing

@Suite struct ZoneTests {
  private func hours(of period: String, in name: String) throws -> Int64 {
    let span = try #require(Zone(name)).span(of: #require(Period(period)))
    return span.microseconds / Instant.microsecondsPerHour
  }

  private func start(of date: String, in name: String) throws -> String {
    try #require(Zone(name)).start(of: #require(LocalDate(date))).description
  }

  @Test func `months have the hours of the contract`() throws {
    #expect(try hours(of: "2026-03", in: "Europe/Paris") == 743)
    #expect(try hours(of: "2026-10", in: "Europe/Paris") == 745)
    #expect(try hours(of: "2026-02", in: "Europe/Paris") == 672)
    #expect(try hours(of: "2026-03", in: "UTC") == 744)
    #expect(Zone.default.name == "Europe/Paris")
  }

  @Test func `local days have 23, 24 or 25 hours`() throws {
    func dayHours(_ text: String) throws -> [Int64] {
      let boundaries = try Zone.default.dayBoundaries(of: #require(Period(text)))
      return zip(boundaries, boundaries.dropFirst()).map { from, to in
        (to.microseconds - from.microseconds) / Instant.microsecondsPerHour
      }
    }
    let march = try dayHours("2026-03")
    #expect(march.count == 31 && march[28] == 23 && march.filter { $0 == 24 }.count == 30)
    let october = try dayHours("2026-10")
    #expect(october.count == 31 && october[24] == 25 && october.filter { $0 == 24 }.count == 30)
  }

  /// Read off the tz database: `zdump -v`.
  @Test(arguments: [
    ("Europe/Paris", "2026-03-29", "2026-03-28T23:00:00Z"),
    ("Europe/Paris", "2026-03-30", "2026-03-29T22:00:00Z"),
    // The clock jumps over midnight: the day begins at one.
    ("America/Santiago", "2025-09-07", "2025-09-07T04:00:00Z"),
    ("Africa/Cairo", "2026-04-24", "2026-04-23T22:00:00Z"),
    ("America/Havana", "2026-03-08", "2026-03-08T05:00:00Z"),
    // The clock goes back at midnight: the evening comes twice, midnight once.
    ("America/Santiago", "2025-04-06", "2025-04-06T04:00:00Z"),
    ("Africa/Cairo", "2025-10-31", "2025-10-30T22:00:00Z"),
    // The clock goes back from one to midnight: midnight comes twice, the first counts.
    ("America/Havana", "2026-11-01", "2026-11-01T04:00:00Z"),
    // The clock goes back at 00:01 to 23:01 of the day before: the first midnight counts.
    ("America/St_Johns", "2005-10-30", "2005-10-30T02:30:00Z"),
    ("America/St_Johns", "2005-10-31", "2005-10-31T03:30:00Z"),
    ("America/Moncton", "2000-10-29", "2000-10-29T03:00:00Z"),
    ("Australia/Lord_Howe", "2026-04-06", "2026-04-05T13:30:00Z"),
    ("Asia/Kathmandu", "2026-01-01", "2025-12-31T18:15:00Z"),
    ("Pacific/Kiritimati", "2026-01-01", "2025-12-31T10:00:00Z"),
    // A day that never was.
    ("Pacific/Apia", "2011-12-30", "2011-12-30T10:00:00Z"),
    ("Pacific/Apia", "2011-12-31", "2011-12-30T10:00:00Z"),
  ])
  func `a date begins at`(zone: String, date: String, instant: String) throws {
    #expect(try start(of: date, in: zone) == instant)
  }

  @Test func `half an hour of daylight saving on Lord Howe Island`() throws {
    let zone = try #require(Zone("Australia/Lord_Howe"))
    let from = try zone.start(of: #require(LocalDate("2026-04-05")))
    let to = try zone.start(of: #require(LocalDate("2026-04-06")))
    #expect(to.microseconds - from.microseconds == 49 * Instant.microsecondsPerHour / 2)
  }

  @Test(arguments: [
    "", "CET", "GMT", "GMT+2", "+02:00", "Etc/GMT+2", "Europe/Nowhere", "Paris", "utc", "EST5EDT",
    "Europe/Paris ", "../etc/passwd", "/Europe/Paris", "europe/paris", "Europe/",
  ])
  func `refuses what names no region`(name: String) {
    #expect(Zone(name) == nil)
  }

  @Test func `zones are told apart by their names`() throws {
    let paris = try #require(Zone("Europe/Paris"))
    #expect(paris == .default && paris.hashValue == Zone.default.hashValue)
    #expect(try paris != #require(Zone("Europe/Berlin")))
    #expect(Zone.utc.description == "UTC" && Zone("UTC") == .utc)
  }
}
