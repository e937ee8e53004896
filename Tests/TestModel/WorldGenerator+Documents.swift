import Calendars
import Catalogue

extension WorldGenerator {
  /// Changes something of the documents that makes a difference to metering: the end, the beginning
  /// or the zone of contracts, who holds a tenant, how a product is metered.
  mutating func changeDocuments(of world: inout World) {
    let organisation = Int.random(in: world.organisations.indices, using: &random)
    let dates = [world.period.previous, world.period, world.period.next].flatMap(\.days)
    let isCovered = !world.organisations[organisation].contracts.isEmpty
    switch Int.random(in: 0..<8, using: &random) {
    case 0, 1: endContract(of: &world.organisations[organisation], dates)
    case 2: beginContract(of: &world.organisations[organisation], dates)
    case 3 where isCovered:
      world.organisations[organisation].zone = Zone(one(of: Self.months).0) ?? .utc
    case 4, 5: changeTenancy(of: organisation, in: &world, dates)
    default:
      let product = Int.random(in: world.products.indices, using: &random)
      world.products[product].meter = chance(3) ? percentile() : one(of: Self.meters)
    }
  }

  /// Ends the last contract on another day, or never; makes one where there is none.
  private mutating func endContract(
    of organisation: inout World.Organisation, _ dates: [LocalDate]
  ) {
    guard let last = organisation.contracts.indices.last else {
      organisation.contracts = [
        .init(name: "\(organisation.name)-new", from: one(of: dates), to: nil)
      ]
      return
    }
    let later = dates.filter { organisation.contracts[last].from < $0 }
    organisation.contracts[last].to = chance(3) ? nil : later.randomElement(using: &random)
  }

  /// Lets the first contract begin on another day.
  private mutating func beginContract(
    of organisation: inout World.Organisation, _ dates: [LocalDate]
  ) {
    guard let first = organisation.contracts.first else { return }
    // One whose end follows another's is on the 1st, and stays there.
    let earlier = dates.filter { date in first.to.map { date < $0 } ?? true }
    organisation.contracts[0].from = earlier.randomElement(using: &random) ?? first.from
  }

  /// Hands a tenant over from a day on, takes back such a change, or moves its day.
  private mutating func changeTenancy(
    of organisation: Int, in world: inout World, _ dates: [LocalDate]
  ) {
    let tenancies = world.organisations[organisation].tenancies
    let place = Int.random(in: tenancies.indices, using: &random)
    let tenant = chance(2) ? one(of: world.tenants.sorted()) : tenancies[place].tenant
    let changed = World.Tenancy(tenant: tenant, from: chance(9) ? nil : one(of: dates))
    // At one moment only one may begin to hold a tenant.
    guard !world.organisations.contains(where: { $0.tenancies.contains(changed) }) else { return }
    switch Int.random(in: 0..<3, using: &random) {
    case 0: world.organisations[organisation].tenancies.append(changed)
    case 1 where tenancies.count > 1: world.organisations[organisation].tenancies.remove(at: place)
    default: world.organisations[organisation].tenancies[place] = changed
    }
  }
}
