import Calendars
import Foundation
import Testing

/// Every local midnight of 2000 to 2035, judged by what the clock on the wall shows.
///
/// The model knows no offsets: it asks Foundation's calendar for the date at a probe, and finds the
/// first minute of each date by walking from the day's end before.
@Suite struct DayBoundaryModelTests {
  private static let zones = [
    "Europe/Paris", "Europe/London", "America/New_York", "America/Santiago", "America/Havana",
    "America/St_Johns", "America/Sao_Paulo", "Africa/Cairo", "Asia/Amman", "Asia/Kathmandu",
    "Asia/Tehran", "Australia/Lord_Howe", "Pacific/Apia",
  ]

  /// Seconds at which a date is first shown, by quarters of an hour and then minutes, from almost
  /// 22 hours after the day before began; that beginning itself, where a day is skipped.
  private func firstShown(
    _ date: LocalDate, after previous: Int64, by calendar: Calendar
  ) -> Int64 {
    func shows(_ seconds: Int64) -> Bool {
      let parts = calendar.dateComponents(
        [.year, .month, .day], from: Date(timeIntervalSince1970: Double(seconds)))
      guard let year = parts.year, let month = parts.month, let day = parts.day
      else { return false }
      return (year, month, day) >= (date.year, date.month, date.day)
    }
    if shows(previous) { return previous }
    var probe = previous + 79_140
    while !shows(probe + 60) { probe += shows(probe + 900) ? 60 : 900 }
    return probe + 60
  }

  @Test(arguments: zones)
  func `local days begin when the wall clock shows them first`(name: String) throws {
    let zone = try #require(Zone(name))
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = try #require(TimeZone(identifier: name))
    var date = try #require(LocalDate("2000-01-01"))
    let end = try #require(LocalDate("2036-01-01"))
    var previous = zone.start(of: date.adding(days: -1)).secondsFloor
    while date < end {
      let expected = firstShown(date, after: previous, by: calendar)
      #expect(zone.start(of: date).secondsFloor == expected, "\(name) \(date)")
      previous = expected
      date = date.adding(days: 1)
    }
  }

  @Test(arguments: zones)
  func `an instant lies in the day it is in`(name: String) throws {
    let zone = try #require(Zone(name))
    var date = try #require(LocalDate("2000-01-01"))
    while date.year < 2036 {
      let start = zone.start(of: date)
      let before = zone.date(of: start.adding(microseconds: -1))
      #expect(before < date, "\(name) \(date)")
      #expect(zone.date(of: start) >= date, "\(name) \(date)")
      date = date.adding(days: 1)
    }
  }
}
