import Calendars
import Foundation
import PostgreSQL
import TestSeeds
import TestSupport
import Testing

@testable import Metering
@testable import TestModel

/// Others who work on the events while a month is archived.
@Suite struct ArchiveConcurrencyTests {
  /// What is told is told of every thousandth event.
  private static let eventsPerMonth = 1000
  private static let january = Period("2026-01") ?? Period(containing: testNow.utcDate)

  private func late(_ id: String) -> String {
    shopLine(id, ["time": #""2026-01-15T00:00:00Z""#])
  }

  /// Archives January, and does something when its events were written, and verified.
  private func archive(
    _ world: ArchiveWorld, _ body: (_ isVerified: Bool) throws -> Void
  ) throws -> [ArchivedMonth] {
    var months: [ArchivedMonth] = []
    var result = Result<Void, any Error>.success(())
    _ = try world.archive.archive(
      before: Self.january.next, into: world.folder, now: testNow, done: { months.append($0) },
      progress: { _, _, verified in
        if case .success = result { result = Result { try body(verified > 0) } }
      })
    try result.get()
    return months
  }

  @Test(arguments: [false, true])
  func `events that come while a month is written or verified are in its file`(
    afterVerifying: Bool
  ) throws {
    try ArchiveWorld.with(eventsPerMonth: Self.eventsPerMonth) { world in
      let (database, directory) = (world.shop.database, world.shop.directory)
      var times = 0
      let months = try archive(world) { isVerified in
        guard isVerified == afterVerifying else { return }
        times += 1
        if times == 1 {
          let other = try MeteredWorld(database, directory: directory)
          #expect(try other.ingest(late("late")).outcomes == [1, 0, 0, 0])
        }
      }
      #expect(times == 2 && months.map(\.events) == [1001])
      #expect(try world.contents(months[0].file).contains(#""id":"late""#))
      #expect(try world.files() == ["event_2026_01.ndjson.gz"])
      #expect(try world.shop.eventCount() == 3000)
    }
  }

  @Test func `events that keep coming are told, and the month stays`() throws {
    try ArchiveWorld.with(eventsPerMonth: Self.eventsPerMonth) { world throws in
      let (database, directory) = (world.shop.database, world.shop.directory)
      var times = 0
      #expect(throws: ArchiveError.eventsKeepComing(Self.january)) {
        _ = try archive(world) { isVerified in
          guard isVerified else { return }
          times += 1
          try MeteredWorld(database, directory: directory).ingest(late("late\(times)"))
        }
      }
      #expect(times == 5)
      #expect(try world.shop.eventCount() == 4005)
      #expect(try world.files().isEmpty)
      #expect(try world.archive.months().isEmpty)
    }
  }

  @Test func `a second process says that the first one is at work`() throws {
    try ArchiveWorld.with(eventsPerMonth: Self.eventsPerMonth) { world in
      let database = world.shop.database
      _ = try archive(world) { _ in
        let other = EventArchive(try database.connectAsProgram())
        #expect(throws: ArchiveError.running) {
          _ = try other.archive(
            before: Self.january.next, into: world.folder, now: testNow, done: { _ in })
        }
      }
      #expect(try world.archive.months().map(\.events) == [1000])
    }
  }

  /// The statement that lets an event of January wait to be committed.
  private static let waitingEvent = """
    begin;
    insert into releve.event (
      occurred_at, identity, tenant_id, sku_id, ingestion_id, line, quantity, resource, source, id)
    select '2026-01-15', gen_random_uuid(), tenant_id, sku_id, 1, 99, 7, 'r', 's', 'waiting'
    from releve.event limit 1
    """

  private static let waits = Statement(
    name: "waits",
    text: "select count(*) from pg_stat_activity where datname = current_database()"
      + " and wait_event_type = 'Lock' and query like '%archive_event_month%'")

  /// The count does not see it, as it is not committed: so it is waited for.
  @Test func `an event that is being stored is in the file`() throws {
    try ArchiveWorld.with { world in
      let (database, folder) = (world.shop.database, world.folder)
      let isWriting = DispatchSemaphore(value: 0)
      let counts = try simultaneously([true, false]) { isWriter -> Int64 in
        guard isWriter else {
          isWriting.wait()
          var events: Int64 = 0
          _ = try EventArchive(database.connectAsProgram()).archive(
            before: Self.january.next, into: folder, now: testNow, done: { events = $0.events })
          return events
        }
        defer { isWriting.signal() }
        let writer = try database.connect()
        try writer.run(script: Self.waitingEvent, name: "write")
        isWriting.signal()
        let watching = try database.connect()
        for _ in 0..<12_000 {
          if try watching.query(Self.waits).single(Int64.self) > 0 { break }
          usleep(5000)
        }
        try writer.run(script: "commit", name: "commit")
        return 0
      }
      #expect(counts == [0, 51])
      #expect(try world.shop.count("select count(*) from releve_archive.event_2026_01") == 51)
    }
  }

  @Test func `others who never let go are told`() throws {
    try ArchiveWorld.with { world in
      let writer = try world.shop.database.connect()
      try writer.run(script: Self.waitingEvent, name: "write")
      #expect(throws: ArchiveError.eventsInUse(Self.january)) {
        _ = try EventArchive(world.shop.connection, attemptsMax: 1).archive(
          before: Self.january.next, into: world.folder, now: testNow, done: { _ in })
      }
      try writer.run(script: "rollback", name: "rollback")
      #expect(try world.files().isEmpty)
      #expect(try world.archive.months().isEmpty)
      #expect(try world.archiveAll(before: "2026-02").months.map(\.events) == [50])
    }
  }

  /// Late events come from two processes, while January is archived and restored again and again.
  @Test func `no event is lost or doubled, whatever happens to its month meanwhile`() throws {
    var random = SeededGenerator.seeded(for: "late events")
    try ArchiveWorld.with { world in
      let (database, directory) = (world.shop.database, world.shop.directory)
      let files = (0..<2).map { _ in
        (0..<300).map { late("late\($0)") }.shuffled(using: &random).joined(separator: "\n")
      }
      let folder = world.folder
      let accepted = try simultaneously([nil] + files) { file -> Int in
        if let file {
          return try MeteredWorld(database, directory: directory)
            .ingest(file, batchEventsMax: 5).accepted
        }
        let connection = try database.connectAsProgram()
        for round in 0..<4 {
          do {
            _ = try EventArchive(connection).archive(
              before: Self.january.next, into: folder, now: testNow, done: { _ in })
          } catch ArchiveError.eventsKeepComing {
            continue
          }
          if round % 2 == 1 {
            try database.connect().run(
              script: "drop table if exists releve_archive.event_2026_01", name: "drop")
          }
          _ = try EventArchive(connection).restore(Self.january)
        }
        return 0
      }
      #expect(accepted.reduce(0, +) == 300)
      #expect(try world.shop.eventCount() == 500)
      #expect(try world.shop.count("select count(distinct identity) from releve.event") == 500)
      #expect(try world.archivedSpans().isEmpty)
    }
  }
}
