import Calendars
import PostgreSQL
import TestSupport
import Testing

@testable import Metering
@testable import TestModel

/// Usage of months whose events are in files, and of those after them.
@Suite struct ArchivedUsageTests {
  @Test func `usage of archived months, and of later ones, is the same as before`() throws {
    try HeldWorld.with { world in
      let (usage, rows) = (try world.usage(), try world.metered.keptRows())
      // April has no event: its levels are carried.
      #expect(usage.count > 100)
      #expect(try world.archive(before: "2026-03") == ["2026-01", "2026-02"])
      #expect(try world.usage() == usage)
      #expect(try world.held("a") == [[], [], [], []])
      // Later events go on from what the archived months left.
      let more = ["a9 level disk 2026-03-20T12:00:00Z 1", "a10 act r 2026-03-20T12:00:00Z 1"]
      try world.ingest(more)
      #expect(try world.usage() == HeldWorld.usageUnarchived(after: more))
      #expect(try world.held("a") == [[], [], [], []])
      #expect(try world.metered.keptRows() != rows)
    }
  }

  @Test func `a rebuild keeps archived months, and makes the others anew`() throws {
    try HeldWorld.with { world in
      let rows = try world.metered.keptRows()
      try world.archive(before: "2026-03")
      try world.metered.database.connect().run(
        script: "update releve.usage_daily set value = 1000", name: "spoil")
      try world.metered.rebuild()
      let rebuilt = try world.metered.keptRows()
      #expect(rebuilt.count == rows.count)
      // What lies in archived months is kept as it is, right or wrong; the rest is right again.
      let spoilt = Set(rebuilt).subtracting(rows)
      #expect(spoilt.count == Set(rows).subtracting(rebuilt).count && spoilt.count == 12)
      #expect(spoilt.allSatisfy { $0.contains(",1000,") && !$0.contains("2026-03-1") })
      try world.restore("2026-01")
      try world.restore("2026-02")
      try world.metered.rebuild()
      #expect(try world.metered.keptRows() == rows)
    }
  }

  @Test func `what is queued of a month is metered before it is archived`() throws {
    let more = [
      "a9 act r 2026-01-20T12:00:00Z 3", "void v b5", "a10 level vm 2026-01-31T23:30:00Z 6",
    ]
    try HeldWorld.with { world in
      try world.ingest(more)
      #expect(try world.metered.count("select count(*) from releve.meter_queue") > 0)
      #expect(try world.archive(before: "2026-02") == ["2026-01"])
      #expect(try world.metered.count("select count(*) from releve.meter_queue") == 0)
      #expect(try world.usage() == HeldWorld.usageUnarchived(after: more))
      #expect(try world.held("a") == [[], [], [], []])
    }
  }

  @Test func `the server takes no month out that is queued to be metered`() throws {
    try HeldWorld.with { world in
      try world.ingest(["a9 act r 2026-01-20T12:00:00Z 3"])
      let takeOut = Statement(
        name: "take_out",
        text: "select releve.archive_event_month($1, 5, decode(repeat('00', 32), 'hex'), '/f')")
      let january = try #require(LocalDate("2026-01-01"))
      let error = try #require(throws: PostgresError.self) {
        _ = try world.metered.connection.query(takeOut, january)
      }
      #expect(error.sqlState == .notMetered)
      try world.metered.update()
      _ = try world.metered.connection.query(takeOut, january)
      #expect(try EventArchive(world.metered.connection).months().count == 1)
    }
  }

  @Test func `a month is taken out while nobody meters`() throws {
    try HeldWorld.with { world in
      let other = try world.metered.database.connect()
      try other.run(
        script: "begin; select pg_advisory_xact_lock(hashtextextended('releve.meter', 0))",
        name: "meter")
      let archive = EventArchive(world.metered.connection, attemptsMax: 1)
      let february = try #require(Period("2026-02"))
      #expect(throws: ArchiveError.eventsInUse(february.previous)) {
        _ = try archive.archive(before: february, into: world.folder, now: testNow) { _ in }
      }
      try other.run(script: "rollback", name: "rollback")
      #expect(try world.archive(before: "2026-02") == ["2026-01"])
    }
  }
}
