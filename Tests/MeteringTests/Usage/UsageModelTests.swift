import BigInt
import Calendars
import Decimals
import Foundation
import PostgreSQL
import TestSeeds
import TestSupport
import Testing

@testable import Metering

@Suite struct UsageModelTests {
  private static let isSoak = ProcessInfo.processInfo.environment["RELEVE_SOAK"] == "1"
  private static let keySets: [Set<UsageKey>] = [
    [], [.tenant], [.tenant, .day], [.tenant, .resource], [.resource], [.tenant, .resource, .day],
  ]

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
        return try expectAlike(metered, world, place)
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
          of: organisation.name, in: world.period, by: [.tenant, .resource, .day]
        ).map { "\($0)" }
      }
    }
  }

  /// Compares every quantity with the model's; returns how many there were.
  private func expectAlike(_ metered: MeteredWorld, _ world: World, _ place: String) throws -> Int {
    var lines = 0
    for organisation in world.organisations {
      let model = ModelMeter(world, organisation)
      for keys in Self.keySets {
        let usage = try metered.usage(of: organisation.name, in: world.period, by: keys)
        var found: [ModelKey: BigInt] = [:]
        for line in usage { found[ModelKey(line)] = try line.quantity.millionths }
        #expect(found.count == usage.count, "\(place): a key stands twice")
        #expect(usage.map(\.order) == usage.map(\.order).sorted(by: precedes), "\(place): order")
        let expected = model.quantities(by: keys)
        let differences = Set(found.keys).union(expected.keys)
          .filter { found[$0] != expected[$0] }
          .map { "\($0): \(found[$0] ?? 0) millionths, model \(expected[$0] ?? 0)" }.sorted()
        let names = keys.map(\.rawValue).sorted().joined(separator: ",")
        #expect(
          differences == [],
          "\(place), \(organisation.name) by \(names)\n\(world.yaml)\n\(world.ndjson)")
        lines += usage.count
      }
    }
    return lines
  }

  private func precedes(_ one: [[UInt8]], _ other: [[UInt8]]) -> Bool {
    one.lexicographicallyPrecedes(other) { $0.lexicographicallyPrecedes($1) }
  }
}

extension ModelKey {
  fileprivate init(_ line: UsageLine) {
    self.init(
      tenant: line.tenant, product: line.product, sku: line.sku, resource: line.resource,
      day: line.day)
  }
}

extension UsageLine {
  /// What lines are ordered by, as bytes.
  fileprivate var order: [[UInt8]] {
    [tenant ?? "", product, sku, resource ?? "", day.map(String.init(describing:)) ?? ""]
      .map { Array($0.utf8) }
  }
}

extension DecimalNumber {
  /// The number in millionths; it has no smaller part.
  fileprivate var millionths: BigInt {
    get throws {
      #expect(normalised.scale <= 6)
      return BigInt(try rounded(to: 6).coefficient)
    }
  }
}
