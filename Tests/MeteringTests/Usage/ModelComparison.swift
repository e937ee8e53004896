import BigInt
import Calendars
import Decimals
import Testing

@testable import Metering
@testable import TestModel

/// Holds what is metered to what the model says.
struct ModelComparison {
  /// The world as it is metered, and the events that came; nil for all of the world's.
  let world: World
  var ledger: ModelLedger?
  /// What tells this comparison from others.
  let place: String
  var keySets: [Set<UsageKey>] = [
    [], [.tenant], [.tenant, .day], [.tenant, .resource], [.resource], [.tenant, .resource, .day],
  ]
  /// The names of the organisations of which nothing is compared.
  var leftOut: Set<String> = []

  /// Compares every quantity of the world's month; returns how many there were.
  func expectAlike(_ metered: MeteredWorld) throws -> Int {
    var lines = 0
    for organisation in world.organisations where !leftOut.contains(organisation.name) {
      let model = ModelMeter(world, organisation, ledger)
      for keys in keySets {
        let usage = try metered.usage(
          of: organisation.name, in: world.period, by: keys, now: world.now)
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
          """
          \(place), \(organisation.name), \(world.period) by \(names), now \(world.now)
          \(world.yaml)
          \(world.ndjson)
          """)
        lines += usage.count
      }
    }
    return lines
  }

  /// Brings up to date what is kept, and compares it with what is made anew of the same events and
  /// documents.
  static func expectAsAnew(_ metered: MeteredWorld, _ place: String) throws {
    try metered.update()
    let kept = Set(try metered.keptRows())
    try metered.rebuild()
    let fresh = Set(try metered.keptRows())
    let differences =
      kept.subtracting(fresh).map { "kept: \($0)" } + fresh.subtracting(kept).map { "anew: \($0)" }
    #expect(differences.sorted() == [], "\(place)")
    #expect(!kept.isEmpty, "\(place) is empty")
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
