import Calendars
import Foundation
import TestSeeds
import Testing

/// What a clock showed, in zones whose clocks change.
@Suite struct LocalTimeTests {
  @Test(arguments: [
    ("2026-07-01 12:00", "Europe/Paris", "2026-07-01T10:00:00Z"),
    ("2026-12-01T12:00:05.25", "Europe/Paris", "2026-12-01T11:00:05.25Z"),
    ("2026-03-29 01:59:59.999999", "Europe/Paris", "2026-03-29T00:59:59.999999Z"),
    ("2026-03-29 03:00", "Europe/Paris", "2026-03-29T01:00:00Z"),
    // Shown twice: the first.
    ("2026-10-25 02:30", "Europe/Paris", "2026-10-25T00:30:00Z"),
    ("2026-10-25 03:00", "Europe/Paris", "2026-10-25T02:00:00Z"),
    ("2026-11-01 01:30", "America/New_York", "2026-11-01T05:30:00Z"),
    ("2026-04-05 01:45", "Australia/Lord_Howe", "2026-04-04T14:45:00Z"),
    ("2011-12-31 00:00", "Pacific/Apia", "2011-12-30T10:00:00Z"),
    ("2026-01-01 00:00", "UTC", "2026-01-01T00:00:00Z"),
  ])
  func `a local time is the first instant at which clocks show it`(
    text: String, name: String, expected: String
  ) throws {
    let zone = try #require(Zone(name))
    #expect(Instant(local: text, in: zone)?.description == expected)
  }

  @Test(arguments: [
    "2026-03-29 02:00", "2026-03-29 02:59:59.9", "2026-02-30 00:00", "2026-01-01",
    "2026-01-01 24:00",
    "2026-01-01 00:60", "2026-01-01 00:00:60", "2026-01-01 00:00Z", "2026-01-01 00:00 ",
    "1/1/2026 00:00",
    "2026-01-01 0:00", "", "2026-01-01 00:00:00.",
  ])
  func `what no clock in Paris shows is none`(text: String) {
    #expect(Instant(local: text, in: .default) == nil)
  }

  @Test func `every instant is read back from what clocks show, unless they show it again`() throws
  {
    var random = SeededGenerator.seeded(for: "local times")
    for name in ["Europe/Paris", "America/St_Johns", "Australia/Lord_Howe", "Asia/Kathmandu"] {
      let zone = try #require(Zone(name))
      let clock = try #require(TimeZone(identifier: name))
      func shown(_ instant: Instant) -> String {
        let date = Date(timeIntervalSince1970: Double(instant.secondsFloor))
        let local = instant.adding(
          microseconds: Int64(clock.secondsFromGMT(for: date)) * Instant.microsecondsPerSecond)
        return String(local.description.dropLast())
      }
      for _ in 0..<4000 {
        let instant = Instant(seconds: .random(in: 1_600_000_000...1_900_000_000, using: &random))
        let read = try #require(Instant(local: shown(instant), in: zone))
        #expect(shown(read) == shown(instant))
        let gap = instant.microseconds - read.microseconds
        #expect(gap == 0 || gap == 1_800_000_000 || gap == 3_600_000_000)
      }
    }
  }
}
