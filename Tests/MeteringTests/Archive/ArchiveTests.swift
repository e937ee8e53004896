import Calendars
import Crypto
import Foundation
import PostgreSQL
import TestSupport
import Testing

@testable import Metering
@testable import TestModel

/// Months that are written to files, taken out, and put back.
@Suite struct ArchiveTests {
  @Test func `each month before is archived, the oldest first, and the named one stays`() throws {
    try ArchiveWorld.with { world in
      let before = try world.events()
      let (months, late) = try world.archiveAll(before: "2026-04")
      #expect(months.map(\.month.description) == ["2026-01", "2026-02", "2026-03"])
      #expect(months.map(\.events) == [50, 50, 50])
      #expect(
        months.allSatisfy { $0.hasTable && $0.lateEvents == 0 && $0.archivedBy == "postgres" })
      #expect(late.isEmpty)
      #expect(try world.archive.months() == months)
      #expect(
        try world.files() == [
          "event_2026_01.ndjson.gz", "event_2026_02.ndjson.gz", "event_2026_03.ndjson.gz",
        ])
      let april = before.filter { $0.contains("2026-04/") }
      #expect(april.count == 50)
      #expect(try world.events() == april)
      #expect(
        try world.archivedSpans()
          == months.map { Zone.utc.span(of: $0.month) })
      // Again: nothing is left to do.
      #expect(try world.archiveAll(before: "2026-04").months.isEmpty)
      #expect(try world.archive.months() == months)
    }
  }

  @Test func `a file has the events as lines that ingest reads, and their digest`() throws {
    try ArchiveWorld.with { world in
      let month = try #require(try world.archiveAll(before: "2026-02").months.first)
      let text = try world.contents(month.file)
      let digest = SHA256.hash(data: Data(text.utf8)).map {
        String(Int($0) + 256, radix: 16).dropFirst()
      }
      #expect(month.sha256 == digest.joined())
      let readings = try readNDJSON(text)
      #expect(readings.count == 50 && readings.allSatisfy { $0.usage != nil })
      #expect(
        readings.map { $0.usage?.time.microseconds ?? 0 }
          == readings.map { $0.usage?.time.microseconds ?? 0 }.sorted())
      // The unit is not stored: of these SKUs one product is left.
      #expect(text.hasSuffix("\n") && text.contains(#""releveproduct":"disk-gb""#))
      // Into the same database they are duplicates, wherever their rows are.
      let counts = try world.shop.ingest(text.replacing("csp:disk", with: "csp:fr1:vm:v1"))
      #expect(counts.outcomes == [0, 40, 10, 0])
      #expect(try world.shop.ingest(world.lines(eventsPerMonth: 50)).outcomes == [0, 200, 0, 0])
    }
  }

  @Test func `the same month gives the same bytes`() throws {
    let files = try (0..<2).map { _ in
      try ArchiveWorld.with { world in
        let month = try #require(try world.archiveAll(before: "2026-02").months.first)
        return try Data(contentsOf: URL(fileURLWithPath: month.file))
      }
    }
    #expect(files[0] == files[1] && files[0].count > 100)
  }

  @Test(arguments: [true, false])
  func `a month is as before once it is restored, from its table or its file`(
    hasTable: Bool
  ) throws {
    try ArchiveWorld.with { world in
      let (before, tables) = (try world.events(), try world.tables())
      try world.archiveAll(before: "2026-03")
      #expect(try world.tables() != tables)
      if !hasTable { try world.run("drop table releve_archive.event_2026_01") }
      #expect(try world.archive.months().map(\.hasTable) == [hasTable, true])
      let restored = try world.restore("2026-01")
      #expect(restored.events == 50 && restored.lateEvents == 0)
      #expect(restored.file == (hasTable ? nil : world.folder + "/event_2026_01.ndjson.gz"))
      try world.restore("2026-02")
      #expect(try world.events() == before)
      #expect(try world.tables() == tables)
      let months = try world.archive.months()
      #expect(months.allSatisfy { $0.restoredAt != nil && !$0.hasTable })
      #expect(try world.archivedSpans().isEmpty)
      #expect(throws: ArchiveError.notArchived(try #require(Period("2026-01")))) {
        try world.restore("2026-01")
      }
    }
  }

  @Test(arguments: [true, false])
  func `late events of an archived month are stored, and merged when it is restored`(
    hasTable: Bool
  ) throws {
    try ArchiveWorld.with { world in
      try world.archiveAll(before: "2026-02")
      let first = try #require(try world.archive.months().first)
      if !hasTable { try world.run("drop table releve_archive.event_2026_01") }
      let late = shopLine("late", ["time": #""2026-01-31T23:59:59.999999Z""#])
      #expect(try world.shop.ingest(late).outcomes == [1, 0, 0, 0])
      #expect(try world.shop.eventCount() == 151)
      // It cannot be archived beside the first: it is told, and stays.
      let again = try world.archiveAll(before: "2026-02")
      #expect(again.months.isEmpty && again.late.map(\.description) == ["2026-01"])
      #expect(try world.archive.months().map(\.lateEvents) == [1])
      let restored = try world.restore("2026-01")
      #expect(restored.lateEvents == 1)
      #expect(try world.shop.eventCount() == 201)
      #expect(try world.shop.count("select count(distinct identity) from releve.event") == 201)
      #expect(try world.shop.ingest(late).outcomes == [0, 1, 0, 0])
      // Archived again it has another file; the first one stays as it is.
      let second = try #require(try world.archiveAll(before: "2026-02").months.first)
      #expect(second.number == 2 && second.events == 51)
      #expect(second.file == world.folder + "/event_2026_01.2.ndjson.gz")
      #expect(try world.contents(first.file).split(separator: "\n").count == 50)
      #expect(try world.contents(second.file).contains(#""id":"late""#))
      #expect(try world.archive.months().map(\.lateEvents) == [1, 0])
      try world.restore("2026-01")
      #expect(try world.shop.eventCount() == 201)
    }
  }

  @Test func `months that have not ended are refused`() throws {
    try ArchiveWorld.with { world in
      let limit = try #require(Period("2026-12"))
      #expect(throws: ArchiveError.monthNotEnded(limit)) {
        try world.archiveAll(before: "2026-12")
      }
      #expect(try world.archiveAll(before: "2026-11").months.count == 4)
    }
  }

  @Test func `what lies before 2000 stays, and so do months without an event`() throws {
    try ArchiveWorld.with { world in
      try world.shop.ingest(shopLine("old", ["time": #""1999-12-31T23:59:59Z""#]))
      try EventPartitions(world.shop.connection).ensureAhead(
        now: #require(Instant(rfc3339: "2020-05-05T00:00:00Z")))
      let months = try world.archiveAll(before: "2026-02").months
      #expect(months.map(\.month.description) == ["2026-01"])
      #expect(try world.shop.eventCount() == 151)
    }
  }
}
