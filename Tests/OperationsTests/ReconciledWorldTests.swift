import Calendars
import Foundation
import Metering
import Operations
import PostgreSQL
import TestSeeds
import TestSupport
import Testing

@testable import TestModel

/// Whatever comes, in whatever zones and steps: what was read is what was metered.
@Suite struct ReconciledWorldTests {
  private static let isSoak = ProcessInfo.processInfo.environment["RELEVE_SOAK"] == "1"

  @Test func `random worlds add up, event by event`() throws {
    var generator = WorldGenerator(random: .seeded(for: "reconciled worlds"), hasConflicts: true)
    var (days, balances) = (0, 0)
    let worlds = Self.isSoak ? 300 : 12
    for number in 0..<worlds {
      let world = generator.world()
      let place = "world \(number) of the seed \(generator.random.seed)\n\(world.yaml)"
      try MigratedDatabase.with { database in
        let metered = try MeteredWorld(yaml: world.yaml, in: database)
        let counts = try metered.ingest(world.ndjson)
        for period in [world.period.previous, world.period, world.period.next] {
          let found = try Reconciliation(metered.connection, period, now: testNow)
          #expect(found.ingested.addsUp, "\(place)")
          #expect(found.differences.filter { $0.reason == .notMetered }.isEmpty, "\(place)")
          #expect(found.differences.filter { $0.reason == .notBilled }.isEmpty, "\(place)")
          #expect(found.ingested.runs == 0 || found.ingested.read == Int64(counts.read))
          days += found.days.count
          balances += found.quantities.count
        }
      }
    }
    #expect(days > worlds * 5 && balances > worlds, "the worlds are not empty")
  }

  @Test func `an event more or less on a metered day is named with its day`() throws {
    var generator = WorldGenerator(random: .seeded(for: "broken days"), hasConflicts: false)
    let world = generator.world()
    try MigratedDatabase.with { database in
      let metered = try MeteredWorld(yaml: world.yaml, in: database)
      try metered.ingest(world.ndjson)
      let before = try Reconciliation(metered.connection, world.period, now: testNow)
      let day = try #require(before.days.first { $0.metered > 0 })
      try database.connect().run(
        script: """
          update releve.usage_daily as u set events = u.events + 1
          from releve.sku
          where u.sku_id = sku.sku_id and sku.sku = '\(day.sku)' and u.day = '\(day.day)'
            and u.ctid = (select min(ctid) from releve.usage_daily as one
              where one.sku_id = u.sku_id and one.day = u.day)
          """, name: "break")
      let after = try Reconciliation(metered.connection, world.period, now: testNow)
      let named = after.differences.filter { $0.reason == .notMetered }
      #expect(named.count == 1)
      #expect(named.first?.message.hasPrefix("\(day.sku) on \(day.day): ") == true)
      #expect(after.days.filter { $0.difference != 0 }.map(\.difference) == [-1])
    }
  }
}
