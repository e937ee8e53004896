import Calendars
import Foundation
import TestSeeds
import TestSupport
import Testing

@testable import Metering
@testable import TestModel

@Suite struct UsageModelTests {
  private static let isSoak = ProcessInfo.processInfo.environment["RELEVE_SOAK"] == "1"

  @Test func `random worlds are metered as the model does`() throws {
    var generator = WorldGenerator(random: .seeded(for: "metered worlds"), hasConflicts: true)
    var lines = 0
    let worlds = Self.isSoak ? 1200 : 40
    for number in 0..<worlds {
      let world = generator.world()
      lines += try MigratedDatabase.with { database in
        let metered = try MeteredWorld(yaml: world.yaml, in: database)
        let batch = Int.random(in: 1...40, using: &generator.random)
        let counts = try metered.ingest(
          world.ndjson, batchEventsMax: batch, hasLanes: number.isMultiple(of: 2))
        let place = "world \(number) of the seed \(generator.random.seed)"
        #expect(counts == ModelLedger(world).counts, "\(place)\n\(world.yaml)\n\(world.ndjson)")
        return try ModelComparison(world: world, place: place).expectAlike(metered)
      }
    }
    #expect(lines > worlds * 10, "the worlds are not empty")
  }

  @Test func `any order of the same events gives the same usage`() throws {
    var generator = WorldGenerator(random: .seeded(for: "shuffled worlds"), hasConflicts: false)
    for number in 0..<(Self.isSoak ? 400 : 12) {
      var world = generator.world()
      let place = "world \(number) of the seed \(generator.random.seed)"
      let expected = try usage(of: world, files: 1, using: &generator)
      for _ in 0..<2 {
        world.facts.shuffle(using: &generator.random)
        let files = Int.random(in: 2...4, using: &generator.random)
        let shuffled = try usage(of: world, files: files, using: &generator)
        #expect(shuffled == expected, "\(place)\n\(world.yaml)\n\(world.ndjson)")
      }
    }
  }

  /// Everything that both organisations used, after the events came in some files, half of which
  /// are sent again.
  private func usage(
    of world: World, files: Int, using generator: inout WorldGenerator
  ) throws -> [[String]] {
    try MigratedDatabase.with { database in
      let metered = try MeteredWorld(yaml: world.yaml, in: database)
      let length = world.facts.count / files + 1
      for start in stride(from: 0, to: world.facts.count, by: length) {
        var part = world
        part.facts = Array(world.facts[start..<min(start + length, world.facts.count)])
        for _ in 0...(generator.chance(2) ? 1 : 0) { try metered.ingest(part.ndjson) }
      }
      return try world.organisations.map { organisation in
        try metered.usage(
          of: organisation.name, in: world.period, by: [.tenant, .resource, .day], now: world.now
        ).map { "\($0)" }
      }
    }
  }
}
