import Calendars
import Foundation
import PostgreSQL
import ServiceLevels
import Synchronization
import TestSeeds
import TestSupport
import Testing

/// Imports in any order, at once, and cut off: what is known, and since when.
@Suite struct ImportHistoryTests {
  private static func component(_ number: Int) -> String {
    #"{"kind":"component","id":"c\#(number)","component":"fr1/x\#(number)","#
      + #""from":"2026-01-01T00:00:00Z"}"#
  }

  private static func outage(_ id: Int, on component: Int, hour: Int = 0) -> String {
    #"{"kind":"outage","id":"o\#(id)","component":"fr1/x\#(component)","#
      + #""from":"2026-10-04T\#(hour < 10 ? "0" : "")\#(hour):10:00Z"}"#
  }

  /// The last version of each record, whatever its number.
  private static let latest =
    ["component", "outage", "maintenance", "unknown", "sample", "ticket"]
    .map { kind in
      """
      select '\(kind)' as kind, to_jsonb(said) - '{version,known_at,file,line}'::text[] as said
      from releve.\(kind)_version as said
      where not exists (
        select from releve.\(kind)_version as later
        where later.record_id = said.record_id and later.version > said.version)
      """
    }.joined(separator: " union all ") + " order by 1, 2"

  @Test func `however records are split into files and imports, the same holds in the end`() throws
  {
    var random = SeededGenerator.seeded(for: "splits of records")
    for _ in 0..<8 {
      let records = Self.records(&random)
      let whole = try ImportWorld()
      let once = try whole.load(records.joined(separator: "\n"))
      let expected = try whole.rows(Self.latest)
      #expect(expected.count > 20 && once.refused.isEmpty && once.read == records.count)
      let split = try ImportWorld()
      var rest = records[...]
      var counts = [0, 0, 0, 0, 0, 0]
      var known: [Instant] = []
      while !rest.isEmpty {
        var files: [String] = []
        for _ in 0..<Int.random(in: 1...3, using: &random) {
          let part = rest.prefix(Int.random(in: 0...20, using: &random))
          rest = rest.dropFirst(part.count)
          files.append(
            Bool.random(using: &random)
              ? part.joined(separator: "\n") : "[\(part.joined(separator: ","))]")
        }
        let result = try split.load(files)
        // Run again at any point, nothing changes.
        let again = try split.load(files)
        #expect(again.counts[3] == result.read && again.knownAt == nil)
        counts = zip(counts, result.counts).map(+)
        if let time = result.knownAt { known.append(time) }
      }
      #expect(try split.rows(Self.latest) == expected)
      #expect(counts.reduce(0, +) == records.count && counts[0] == once.added && counts[4] == 0)
      #expect(known == known.sorted() && Set(known).count == known.count)
      // Numbers have no gap.
      #expect(
        try split.rows(
          "select record_id from releve.outage_version group by 1 "
            + "having max(version) <> count(*)") == [])
    }
  }

  /// Components first, then what is said of them, in versions.
  private static func records(_ random: inout SeededGenerator) -> [String] {
    let kinds = ["outage", "maintenance", "unknown", "sample", "ticket"]
    var known: Set<String> = []
    return (0..<5).map(component)
      + (0..<120).map { _ in
        let kind = kinds.randomElement(using: &random) ?? "outage"
        let id = "\(kind)-\(Int.random(in: 0..<8, using: &random))"
        if !known.insert(id).inserted, Int.random(in: 0..<5, using: &random) == 0 {
          return #"{"kind":"\#(kind)","id":"\#(id)","retracted":true}"#
        }
        let time = "2026-10-0\(Int.random(in: 1...3, using: &random))T00:00:00Z"
        let fields =
          switch kind {
          case "sample": #""at":"\#(time)","up":\#(Bool.random(using: &random))"#
          case "ticket": #""organisation":"acme","opened_at":"\#(time)""#
          default: #""from":"\#(time)""#
          }
        let number = Int.random(in: 0..<2, using: &random)
        return #"{"kind":"\#(kind)","id":"\#(id)","component":"fr1/x\#(number)",\#(fields)}"#
      }
  }

  @Test func `what becomes known is later than all that was, also where the clock went back`()
    throws
  {
    let world = try ImportWorld()
    try world.database.connect().run(
      script: """
        insert into releve.service_import (known_at, format, file)
        values ('2999-01-01T00:00:00Z', 'records', 'f')
        """, name: "future")
    let first = try world.load(Self.component(1))
    #expect(try first.knownAt == at("2999-01-01T00:00:00.000001Z"))
    let second = try world.load(Self.component(2))
    #expect(try second.knownAt == at("2999-01-01T00:00:00.000002Z"))
  }

  @Test func `imports at once are one after the other`() throws {
    let world = try ImportWorld()
    try world.load((0..<4).map(Self.component))
    let (blocker, database) = (try world.database.connect(), world.database)
    let results = Mutex<[ImportResult]>([])
    let done = DispatchGroup()
    try blocker.transaction {
      let knownAt = try KnownTime.next(blocker)
      for thread in 0..<4 {
        done.enter()
        Thread.detachNewThread {
          defer { done.leave() }
          do {
            // All say the same, and each something of its own.
            let result = try ImportWorld(joining: database).load(
              Self.outage(99, on: 0), Self.outage(thread, on: thread))
            results.withLock { $0.append(result) }
          } catch {
            Issue.record(error)
          }
        }
      }
      // They wait for the lock, and have been given no time.
      while try world.rows(
        "select count(*) from pg_locks where locktype = 'advisory' and not granted "
          + "and database = (select oid from pg_database where datname = current_database())")
        != ["4"]
      { usleep(2000) }
      try blocker.run(
        script: "insert into releve.service_import (known_at, format, file) "
          + "values ('\(knownAt)', 'records', 'f')", name: "import")
    }
    done.wait()
    let told = results.withLock { $0 }
    #expect(told.map(\.added).reduce(0, +) == 5 && told.map(\.unchanged).reduce(0, +) == 3)
    // Ids are given under the lock too: their order is that of the commits.
    #expect(
      try world.rows(
        "select count(*), count(distinct known_at), bool_and(is_later) from (select known_at, "
          + "known_at > lag(known_at, 1, '-infinity') over (order by import_id) as is_later "
          + "from releve.service_import) as i") == ["6,6,t"])
  }

  @Test(arguments: [CuttingProxy.Cut.beforeCommit, .afterCommit, .beforeLateCommit])
  func `an import whose COMMIT is in doubt is stored once`(cut: CuttingProxy.Cut) throws {
    let world = try ImportWorld()
    let result = try CuttingProxy.with([cut]) { proxy in
      let connection = try Connection(
        proxy.conninfo(world.database), role: "releve_app", retry: proxy.policy)
      let result = try world.load([Self.component(1), Self.outage(1, on: 1)], on: connection)
      #expect(proxy.remainingCuts == 0)
      return result
    }
    #expect(result.counts == [2, 0, 0, 0, 0, 0])
    let knownAt = try #require(result.knownAt)
    #expect(
      try world.rows(
        "select record_id, version from releve.outage_version where known_at = '\(knownAt)'")
        == ["o1,1"])
    #expect(try world.rows("select count(*) from releve.service_import") == ["1"])
  }

  @Test func `an import that fails in the middle leaves nothing`() throws {
    let world = try ImportWorld()
    // The last table that is written to refuses.
    try world.database.connect().run(
      script: "alter table releve.ticket_version add constraint no check (record_id <> 't')",
      name: "trap")
    let ticket =
      #"{"kind":"ticket","id":"t","organisation":"acme","component":"fr1/x1","#
      + #""opened_at":"2026-10-04T01:00:00Z"}"#
    #expect(throws: PostgresError.self) {
      try world.load(Self.component(1), Self.outage(1, on: 1), ticket)
    }
    for table in ["component_version", "outage_version", "service_import"] {
      #expect(try world.rows("select count(*) from releve.\(table)") == ["0"])
    }
    // The connection can be used on.
    #expect(try world.load(Self.component(1)).added == 1)
  }
}
