import Calendars
import Capacity
import Testing

/// The cycles of backup policies, by a year of their runs.
struct BackupCycleTests {
  @Test(arguments: [
    "* * * * *", "0 */6 * * *", "0 20 * * *", "0 20 */2 * *", "0 20 */3 * *", "0 20 */5 * *",
    "30 3 20,23 * *", "0 0 1,2 * *", "0 20 19,25 * *", "0 2 * * 0", "0 2 1 * *", "0 2 15 6 *",
    "0 0 18,24,25 11 *",
  ])
  func `are those that ended in the last seven days, whatever lies between runs`(
    cron: String
  ) throws {
    var sample = SampleEstate()
    sample.set(
      .backupPolicies, "schedulers",
      [["temporarilyDisabled": false, "retention": 30, "cron": cron, "timezone": "Europe/Paris"]])
    // Its first backup is older than any of the cycles.
    var first = try #require(sample.parts[.backups]?.first)
    first["id"] = "first"
    first["timestamp"] = SampleEstate.now - 400 * 86_400
    sample.parts[.backups]?.append(first)
    let state = try #require(try sample.report().backup.first)

    let now = Instant(seconds: Int64(SampleEstate.now))
    let day = 24 * Instant.microsecondsPerHour
    let runs = try #require(BackupTimetable(cron: cron, zone: "Europe/Paris"))
      .runs(from: now.adding(microseconds: -366 * day), to: now)
    let ends = runs.dropFirst().filter { $0 > now.adding(microseconds: -7 * day) }
    #expect(state.cycleCount == ends.count)
    #expect(state.dueSince == runs.dropLast().last)
  }
}
