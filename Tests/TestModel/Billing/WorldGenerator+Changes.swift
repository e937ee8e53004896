import Calendars

extension WorldGenerator {
  /// What comes after a world's month was issued: late events, events of the next month, and voids of
  /// what came before.
  mutating func laterFacts(in world: World) -> [Fact] {
    var next = world
    next.period = world.period.next
    var later = next
    later.facts =
      facts(of: world, times: times(of: world)).prefix(20).map { $0.named(with: "late-") }
      + facts(of: next, times: times(of: next)).prefix(20).map { $0.named(with: "next-") }
    dropUncovered(from: &later)
    let voids = world.facts.filter { _ in chance(6) }.enumerated().map { index, fact in
      Fact(
        name: .init(source: fact.name.source, id: "annulled-\(index)"),
        content: .void(target: fact.name.id))
    }
    return (later.facts + voids).shuffled(using: &random)
  }

  /// Corrects some prices that have begun, in lists and in overrides.
  mutating func correctPrices(of world: inout World) {
    for list in world.priceLists.indices {
      for version in world.priceLists[list].versions.indices {
        let charges = world.priceLists[list].versions[version].charges
        for product in charges.keys.sorted() where chance(6) {
          world.priceLists[list].versions[version].charges[product] =
            charges[product]?.plainUnitPrice == nil ? charge() : plainCharge()
        }
      }
    }
    for organisation in world.organisations.indices {
      for contract in world.organisations[organisation].contracts.indices {
        var terms = world.organisations[organisation].contracts[contract].terms
        for index in terms.overrides.indices where chance(3) {
          terms.overrides[index].charge = plainCharge()
        }
        world.organisations[organisation].contracts[contract].terms = terms
      }
    }
  }
}
