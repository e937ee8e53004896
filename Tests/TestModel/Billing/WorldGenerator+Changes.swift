import Calendars

extension WorldGenerator {
  /// Corrects some prices that have begun.
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
  }

  /// Corrects everything else that contracts say of money, and when the only one of an organisation
  /// begins or ends.
  mutating func correctTerms(of world: inout World) {
    let days = [world.period.previous, world.period, world.period.next].flatMap(\.days)
    for organisation in world.organisations.indices {
      var contracts = world.organisations[organisation].contracts
      for index in contracts.indices where chance(2) {
        if contracts.count == 1, chance(4) { contracts[index].from = one(of: days) }
        if contracts.count == 1, chance(4) {
          let later = days.filter { contracts[index].from < $0 }
          contracts[index].to = later.randomElement(using: &random)
        }
        if let to = contracts[index].to, to <= contracts[index].from { contracts[index].to = nil }
        contracts[index].terms = terms(of: contracts[index], in: world)
      }
      world.organisations[organisation].contracts = contracts
    }
  }
}
