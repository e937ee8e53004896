import Metering

/// What becomes of a world's events, by the words of contract.md, section 3: read one after the
/// other, the first one stands.
struct ModelLedger {
  private(set) var counts = IngestCounts()
  private var standing: [Fact] = []
  private var voided: Set<Fact.Name> = []

  /// The usage that was accepted and is not cancelled, whenever the void came.
  var usage: [(name: Fact.Name, usage: Fact.Usage)] {
    standing.compactMap { fact in
      guard case .usage(let usage) = fact.content, !voided.contains(fact.name) else { return nil }
      return (fact.name, usage)
    }
  }

  /// Before anything came.
  init() {}

  /// After all facts of a world came.
  init(_ world: World) {
    self.init()
    for fact in world.facts { take(fact, in: world) }
  }

  /// Reads one more, by the documents of a world as they are at that moment.
  mutating func take(_ fact: Fact, in world: World) {
    if isStoredVoid(fact) {
      counts.duplicate += 1
    } else if let reason = defect(of: fact, in: world) {
      counts.rejected += 1
      counts.reasons[reason, default: 0] += 1
    } else if let first = standing.first(where: { $0.name == fact.name }) {
      if Self.areSame(first, fact) { counts.duplicate += 1 } else { counts.conflict += 1 }
    } else {
      counts.accepted += 1
      standing.append(fact)
      if case .void(let target) = fact.content {
        voided.insert(Fact.Name(source: fact.name.source, id: target))
      }
    }
  }

  /// A void that was stored before its target turned out to be a void is a duplicate when it comes
  /// again: it is the same event, and no worse than it was.
  private func isStoredVoid(_ fact: Fact) -> Bool {
    guard case .void = fact.content else { return false }
    return standing.contains { $0.name == fact.name && Self.areSame($0, fact) }
  }

  private func defect(of fact: Fact, in world: World) -> RejectionReason? {
    switch fact.content {
    case .usage(let usage):
      return world.holder(of: usage.tenant, at: usage.time) == nil ? .unknownTenant : nil
    case .void(let target):
      let name = Fact.Name(source: fact.name.source, id: target)
      guard let first = standing.first(where: { $0.name == name }) else { return nil }
      if case .void = first.content { return .unknownVoidTarget }
      return nil
    }
  }

  /// Equal type, instant, tenant, product, canonical SKU, resource, and quantity as a number.
  private static func areSame(_ one: Fact, _ other: Fact) -> Bool {
    switch (one.content, other.content) {
    case (.usage(let one), .usage(let other)):
      return one.time == other.time && one.tenant == other.tenant && one.sku == other.sku
        && one.resource == other.resource && one.quantity.value == other.quantity.value
    case (.void(let one), .void(let other)):
      return one == other
    default:
      return false
    }
  }
}
