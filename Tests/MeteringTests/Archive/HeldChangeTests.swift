import Calendars
import PostgreSQL
import TestSupport
import Testing

@testable import Metering
@testable import TestModel

/// What changes in archived months waits, and is said to, until they are restored.
@Suite struct HeldChangeTests {
  struct Change {
    let events: [String]
    /// What is archived: the months before this one, but for those in `present`.
    var archivedBefore = "2026-03"
    var present: [String] = []
    /// The months that the usage of January to April waits for.
    let held: [[String]]
  }

  private static let january = [["2026-01"], ["2026-01"], ["2026-01"], ["2026-01"]]
  private static let february = [[], ["2026-02"], ["2026-02"], ["2026-02"]]

  static let changes: [Change] = [
    .init(events: ["a9 act r 2026-01-20T12:00:00Z 3"], held: january),
    .init(events: ["a9 level vm 2026-02-20T12:00:00Z 9"], held: february),
    .init(events: ["void v a5"], held: january),
    .init(events: ["void v a3"], held: february),
    // A void that comes before its event.
    .init(events: ["void v a9", "a9 act r 2026-01-20T12:00:00Z 3"], held: january),
    // The day before is here, and the one that begins with what it leaves is not.
    .init(
      events: ["a9 level vm 2026-01-20T12:00:00Z 9"], present: ["2026-01"],
      held: january.map { _ in ["2026-02"] }),
    .init(
      events: ["void v a1"], present: ["2026-01"], held: january.map { _ in ["2026-02"] }),
    // The first local day of the next month begins in the archived one, in UTC.
    .init(
      events: ["a9 act r 2026-02-28T23:30:00Z 3"], held: [[], [], ["2026-02"], ["2026-02"]]),
    .init(
      events: ["a9 act r 2026-03-01T20:00:00Z 3"], held: [[], [], ["2026-02"], ["2026-02"]]),
    .init(events: ["void v a7"], held: [[], [], ["2026-02"], ["2026-02"]]),
  ]

  @Test(arguments: changes.indices)
  func `what comes late is held and named, and is metered once its month is here`(
    number: Int
  ) throws {
    let change = Self.changes[number]
    try HeldWorld.with { world in
      try world.archive(before: change.archivedBefore)
      for month in change.present { try world.restore(month) }
      let (usage, rows) = (try world.usage(), try world.metered.keptRows())
      try world.ingest(change.events)
      #expect(try world.usage() == usage)
      #expect(try world.metered.keptRows() == rows)
      #expect(try world.held("a") == change.held)
      #expect(try world.held("b") == [[], [], [], []])
      // It waits, and is not tried again and again.
      try Rollup(world.metered.connection).update { month, _, _ in
        Issue.record("\(month) is metered again")
      }
      for month in ["2026-01", "2026-02"] where !change.present.contains(month) {
        try world.restore(month, fromFile: number.isMultiple(of: 2))
      }
      #expect(try world.usage() == HeldWorld.usageUnarchived(after: change.events))
      #expect(try world.held("a") == [[], [], [], []])
      try ModelComparison.expectAsAnew(world.metered, "change \(number)")
    }
  }

  @Test func `other days of the month after an archived one are metered`() throws {
    let more = [
      "a9 act r 2026-03-01T23:00:00Z 3", "a10 level vm 2026-03-02T12:00:00Z 9", "void v a8",
    ]
    try HeldWorld.with { world in
      try world.archive(before: "2026-03")
      try world.ingest(more)
      #expect(try world.usage() == HeldWorld.usageUnarchived(after: more))
      #expect(try world.held("a") == [[], [], [], []])
    }
  }

  /// The day waits for January; when that is back, February is not.
  @Test func `what waits for one month goes on to wait for another`() throws {
    let late = ["a9 act r 2026-01-31T23:30:00Z 3", "a10 act q 2026-02-01T20:00:00Z 4"]
    try HeldWorld.with { world in
      try world.archive(before: "2026-02")
      try world.ingest(late)
      #expect(try world.held("a") == [[], ["2026-01"], ["2026-01"], ["2026-01"]])
      try world.archive(before: "2026-03")
      try world.restore("2026-01")
      #expect(try world.held("a") == [[], ["2026-02"], ["2026-02"], ["2026-02"]])
      try world.restore("2026-02")
      #expect(try world.held("a") == [[], [], [], []])
      #expect(try world.usage() == HeldWorld.usageUnarchived(after: late))
    }
  }

  @Test func `a rebuild does not forget what waits`() throws {
    let late = ["void v a5", "a9 level vm 2026-02-20T12:00:00Z 9"]
    try HeldWorld.with { world in
      try world.archive(before: "2026-03")
      let usage = try world.usage()
      try world.ingest(late)
      try world.metered.rebuild()
      #expect(try world.usage() == usage)
      #expect(try world.held("a")[0] == ["2026-01"])
      try world.restore("2026-01")
      try world.restore("2026-02")
      #expect(try world.usage() == HeldWorld.usageUnarchived(after: late))
    }
  }
}
