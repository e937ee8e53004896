import BigInt
import Calendars

extension WorldGenerator {
  /// A world that can be billed up to its month, in most cases.
  mutating func billedWorld(withExtremes: Bool) -> World {
    hasExtremes = withExtremes
    var world = world()
    // A month that has not begun cannot be previewed.
    if Zone.default.date(of: world.now) < world.period.firstDay { world.now = testNow }
    for index in world.products.indices {
      world.products[index].service = one(of: Self.services)
      world.products[index].startedUnits = chance(4)
    }
    setPrices(of: &world, hasGaps: chance(4))
    world.serviceAgreements = serviceAgreements(world.organisations[0].zone)
    for organisation in world.organisations.indices {
      for index in world.organisations[organisation].contracts.indices {
        var contract = world.organisations[organisation].contracts[index]
        contract.priceList = one(of: world.priceLists.map(\.name))
        contract.terms = terms(of: contract, in: world)
        world.organisations[organisation].contracts[index] = contract
      }
    }
    let now = world.now
    world.facts += facts(of: world, times: times(of: world) + priceTimes(of: world))
      .map { $0.named(with: "more-") }
    endEarly(&world, at: now)
    if !chance(12) { dropUncovered(from: &world) }
    for organisation in world.organisations where chance(2) {
      fitPrices(of: &world, to: organisation)
    }
    let origin = Zone.utc.start(of: world.period.previous.firstDay)
    world.incidents = World.Incidents(origin: origin)
    tellMore(
      in: &world, since: world.period.previous, outages: Int.random(in: 4...12, using: &random))
    return world
  }

  /// Gives some products charges with bounds that are just what an organisation uses of them in the
  /// month, in all versions that price them.
  private mutating func fitPrices(of world: inout World, to organisation: World.Organisation) {
    let meter = ModelMeter(world, organisation)
    for product in world.products where chance(3) {
      let millionths = meter.exactQuantities(of: product, byDay: false).values.map(\.millionths)
      let used = millionths.map { product.startedUnits ? $0.roundedUpToUnits : $0 }.reduce(0, +)
      // A bound has 18 digits before the point.
      guard used > 0, used < BigInt(10).power(24) else { continue }
      let fitted = charge(
        boundBy: ExactDecimal(
          value: ExactFraction(used, over: 1_000_000), text: used.text(scale: 6)))
      for list in world.priceLists.indices {
        for version in world.priceLists[list].versions.indices
        where world.priceLists[list].versions[version].charges[product.name] != nil {
          world.priceLists[list].versions[version].charges[product.name] = fitted
        }
      }
    }
  }

  private mutating func charge(boundBy quantity: ExactDecimal) -> World.Charge {
    let tiers = [
      World.Charge.Tier(upTo: quantity, unitPrice: price(), flat: chance(3) ? price() : nil),
      World.Charge.Tier(upTo: nil, unitPrice: price(), flat: number(7, scale: 0)),
    ]
    switch Int.random(in: 0..<4, using: &random) {
    case 0: return World.Charge(model: .graduated(tiers))
    case 1: return World.Charge(model: .volume(tiers))
    case 2: return World.Charge(model: .package(size: quantity, price: price()))
    default:
      var charge = charge()
      charge.included = quantity
      return charge
    }
  }

  /// The instants at which prices change within the month or beside it, each with its neighbours.
  private func priceTimes(of world: World) -> [Instant] {
    world.organisations.flatMap { organisation in
      organisation.contracts.flatMap { contract in
        (world.priceList(of: contract).versions.map(\.from)
          + contract.terms.overrides.map(\.from))
          .filter { world.period.previous.firstDay <= $0 }
          .map { organisation.zone.start(of: $0) }
      }
    }.flatMap { edge in [-1, 0, 3_600_000_000].map { edge.adding(microseconds: $0) } }
  }

  /// Leaves out events that no contract covers, and would stand in the way.
  func dropUncovered(from world: inout World) {
    let known = world
    world.facts.removeAll { fact in
      guard case .usage(let usage) = fact.content,
        let holder = known.holder(of: usage.tenant, at: usage.time),
        let organisation = known.organisations.first(where: { $0.name == holder })
      else { return false }
      return !known.covers(usage.time, organisation)
        && !(known.isLevel(usage.product) && !organisation.contracts.isEmpty)
    }
  }
}

extension BigInt {
  /// These millionths of units, up to a whole unit.
  fileprivate var roundedUpToUnits: BigInt {
    ExactFraction(self, over: 1_000_000).ceiling.millionths
  }
}
