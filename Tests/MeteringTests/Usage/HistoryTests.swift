import Calendars
import Foundation
import TestSeeds
import TestSupport
import Testing

@testable import Metering
@testable import TestModel

/// Usage that is kept and brought up to date with what has changed.
@Suite struct HistoryTests {
  private static let isSoak = ProcessInfo.processInfo.environment["RELEVE_SOAK"] == "1"

  @Test func `whatever comes, usage is as if it were metered anew`() throws {
    var generator = WorldGenerator(random: .seeded(for: "histories"), hasConflicts: true)
    var lines = 0
    let histories = Self.isSoak ? 300 : 8
    for number in 0..<histories {
      let history = generator.history()
      let place = "history \(number) of the seed \(generator.random.seed)"
      lines += try MigratedDatabase.with { database in
        try live(history, in: database, place, &generator)
      }
    }
    #expect(lines > histories * 20, "the histories are not empty")
  }

  /// Lets a history happen, compares what is metered after each file, and what is kept at its end
  /// with what is made anew; returns how many quantities were compared.
  private func live(
    _ history: WorldHistory, in database: TestDatabase, _ place: String,
    _ generator: inout WorldGenerator
  ) throws -> Int {
    var world = history.world
    var metered = try MeteredWorld(yaml: world.yaml, in: database)
    var ledger = ModelLedger()
    var lines = 0
    for (number, file) in history.files.enumerated() {
      if number > 0, generator.chance(2) {
        generator.changeDocuments(of: &world)
        // For the first of these days everything lies in the future and may be set freely.
        try metered.apply(
          yaml: world.yaml, correctingBecause: "it was read wrongly",
          now: generator.chance(2) ? Instant(seconds: 0) : testNow)
        if generator.chance(3) { try metered.update() }
      }
      world.facts = file
      for fact in file { ledger.take(fact, in: world) }
      let batch = Int.random(in: 5...40, using: &generator.random)
      try metered.ingest(world.ndjson, batchEventsMax: batch, hasLanes: generator.chance(2))
      #expect(
        try metered.storedCounts()[0] == ledger.counts.accepted, "\(place), file \(number)")
      if generator.chance(4) { continue }
      try metered.update()
      lines += try compare(metered, world, history.months, ledger, "\(place), file \(number)")
    }
    try metered.update()
    lines += try compare(metered, world, history.months, ledger, "\(place), end")
    let kept = try metered.keptRows()
    try metered.update()
    #expect(try metered.keptRows() == kept, "\(place): nothing had changed")
    try ModelComparison.expectAsAnew(metered, place)
    return lines
  }

  private func compare(
    _ metered: MeteredWorld, _ world: World, _ months: [Period], _ ledger: ModelLedger,
    _ place: String
  ) throws -> Int {
    try months.map { month in
      var world = world
      world.period = month
      return try ModelComparison(
        world: world, ledger: ledger, place: place,
        keySets: [[], [.tenant, .day], [.tenant, .resource, .day]]
      ).expectAlike(metered)
    }.reduce(0, +)
  }
}
