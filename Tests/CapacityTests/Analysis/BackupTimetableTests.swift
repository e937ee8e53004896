import Calendars
import Capacity
import Testing

/// Timetables of backups, as cron writes them.
@Suite struct BackupTimetableTests {
  private func runs(
    _ cron: String, from: String, to: String, zone: String = "Europe/Paris"
  ) throws -> [String] {
    let timetable = try #require(BackupTimetable(cron: cron, zone: zone))
    let (from, to) = (
      try #require(Instant(rfc3339: from)), try #require(Instant(rfc3339: to))
    )
    return timetable.runs(from: from, to: to).map { String(timetable.zone.localTime(of: $0)) }
  }

  @Test func `a run a night, by the zone's clock, also when clocks change`() throws {
    #expect(
      try runs("0 20 * * *", from: "2026-10-24T00:00:00Z", to: "2026-10-27T00:00:00Z") == [
        "2026-10-24 20:00:00+02:00", "2026-10-25 20:00:00+01:00", "2026-10-26 20:00:00+01:00",
      ])
    // At 02:30 there is none on the day on which clocks go from 2 to 3, and one on the other.
    #expect(
      try runs("30 2 * * *", from: "2026-03-28T00:00:00Z", to: "2026-03-31T00:00:00Z") == [
        "2026-03-28 02:30:00+01:00", "2026-03-30 02:30:00+02:00",
      ])
    #expect(
      try runs("30 2 * * *", from: "2026-10-25T00:00:00Z", to: "2026-10-26T00:00:00Z") == [
        "2026-10-25 02:30:00+02:00"
      ])
  }

  @Test func `lists, ranges and steps`() throws {
    #expect(
      try runs("0,30 8-10/2 * * *", from: "2026-11-02T00:00:00Z", to: "2026-11-03T00:00:00Z")
        .map { String($0.dropFirst(11).prefix(5)) } == ["08:00", "08:30", "10:00", "10:30"])
    #expect(
      try runs("0 */8 * * *", from: "2026-11-02T00:00:00Z", to: "2026-11-03T00:00:00Z", zone: "UTC")
        .map { String($0.dropFirst(11).prefix(5)) } == ["00:00", "08:00", "16:00"])
  }

  @Test(arguments: ["0 2 * * 0", "0 2 * * 7"])
  func `Sunday is 0 and 7`(cron: String) throws {
    #expect(
      try runs(cron, from: "2026-11-01T00:00:00Z", to: "2026-11-15T00:00:00Z").map {
        String($0.prefix(10))
      } == ["2026-11-01", "2026-11-08"])
  }

  @Test func `a day of the month or of the week, where both are told`() throws {
    #expect(
      try runs("0 2 15 * 1", from: "2026-11-01T00:00:00Z", to: "2026-11-18T00:00:00Z").map {
        String($0.prefix(10))
      } == ["2026-11-02", "2026-11-09", "2026-11-15", "2026-11-16"])
  }

  @Test func `how close runs of a day are, over midnight too`() {
    func shortest(_ cron: String) -> Int? {
      BackupTimetable(cron: cron, zone: "Europe/Paris")?.shortestMinutes
    }
    #expect(shortest("0 20 * * *") == nil)
    #expect(shortest("0 8,20 * * *") == 720)
    #expect(shortest("0 1,23 * * *") == 120)
    #expect(shortest("*/15 3 * * *") == 15)
  }

  @Test(arguments: [
    "", "0 20 * *", "0 20 * * * *", "60 20 * * *", "0 24 * * *", "0 20 0 * *", "0 20 * 13 *",
    "0 20 * * 8", "0 20 * * MON", "@daily", "0 20 L * *", "0 20-10 * * *", "0 */0 * * *",
    "0 2,, * * *", "- 2 * * *", "0 2/1/1 * * *",
  ])
  func `what is no timetable is not read`(cron: String) {
    #expect(BackupTimetable(cron: cron, zone: "Europe/Paris") == nil)
  }

  @Test func `an unknown zone has no timetable`() {
    #expect(BackupTimetable(cron: "0 20 * * *", zone: "Europe/Atlantis") == nil)
  }
}
