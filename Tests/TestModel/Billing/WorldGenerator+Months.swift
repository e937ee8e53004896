import Calendars

/// What happens to a provider between one issue and the next.
extension WorldGenerator {
  /// The world of the month after, with what documents say then, and with the facts that come until
  /// it is issued: late ones of months since `first`, which is issued, and voids.
  mutating func monthAfter(
    _ world: World, since first: Period, knowing ledger: ModelLedger
  ) -> World {
    var later = world
    if chance(2) { correctPrices(of: &later) }
    if chance(2) { correctTerms(of: &later) }
    if chance(2) { addPrices(to: &later) }
    for index in later.organisations.indices { changeContracts(of: index, in: &later) }
    later.facts = laterFacts(in: later, since: first, voiding: world.facts)
    // What no contract covers any more would stand in the way for ever.
    if !chance(4) { later.facts += voids(ofUncovered: ledger, in: later) }
    later.period = world.period.next
    if chance(4) { later.serviceAgreements = serviceAgreements(world.organisations[0].zone) }
    tellMore(in: &later, since: first.previous, outages: Int.random(in: 2...5, using: &random))
    return later
  }

  /// Late events, events of the next month, and voids of what came before.
  private mutating func laterFacts(
    in world: World, since first: Period, voiding known: [Fact]
  ) -> [Fact] {
    var late = world
    let earlier = sequence(first: first) { $0 < world.period ? $0.next : nil }
    late.period = one(of: Array(earlier))
    var next = world
    next.period = world.period.next
    let month = "\(world.period)-"
    var later = world
    later.facts =
      facts(of: late, times: times(of: late)).prefix(15).map { $0.named(with: "late-" + month) }
      + facts(of: next, times: times(of: next)).prefix(20).map { $0.named(with: "next-" + month) }
    dropUncovered(from: &later)
    let voids = known.filter { _ in chance(12) }.map { void(of: $0, "annulled-" + month) }
    return (later.facts + voids).shuffled(using: &random)
  }

  private mutating func voids(ofUncovered ledger: ModelLedger, in world: World) -> [Fact] {
    var uncovered = world
    uncovered.facts = ledger.usage.map { Fact(name: $0.name, content: .usage($0.usage)) }
    let all = uncovered.facts
    dropUncovered(from: &uncovered)
    let covered = Set(uncovered.facts.map(\.name))
    return all.filter { !covered.contains($0.name) }.map { void(of: $0, "uncovered-") }
  }

  private func void(of fact: Fact, _ prefix: String) -> Fact {
    Fact(
      name: .init(source: fact.name.source, id: prefix + fact.name.id),
      content: .void(target: fact.name.id))
  }

  /// Adds a version to price lists, from a day of the next month on.
  private mutating func addPrices(to world: inout World) {
    for list in world.priceLists.indices where chance(2) {
      guard let last = world.priceLists[list].versions.last else { continue }
      let from = one(of: world.period.next.days)
      guard last.from < from else { continue }
      var charges = last.charges
      for product in charges.keys.sorted() where chance(2) { charges[product] = plainCharge() }
      world.priceLists[list].versions.append(.init(from: from, charges: charges))
    }
  }

  /// Ends the last contract of an organisation, lets another one follow it, or makes the first one.
  private mutating func changeContracts(of index: Int, in world: inout World) {
    var organisation = world.organisations[index]
    let begin = world.period.next.firstDay
    guard let last = organisation.contracts.indices.last else {
      if chance(2) { organisation.contracts = [contract(of: organisation, begin, in: world)] }
      world.organisations[index] = organisation
      return
    }
    guard organisation.contracts[last].to == nil, organisation.contracts[last].from < begin else {
      return
    }
    switch Int.random(in: 0..<6, using: &random) {
    case 0:
      organisation.contracts[last].end(on: begin)
      organisation.contracts.append(contract(of: organisation, begin, in: world))
    case 1:
      let days = world.period.days + world.period.next.days
      let from = organisation.contracts[last].from
      organisation.contracts[last].end(on: one(of: days.filter { from < $0 }))
    default: break
    }
    world.organisations[index] = organisation
  }

  private mutating func contract(
    of organisation: World.Organisation, _ from: LocalDate, in world: World
  ) -> World.Contract {
    var contract = World.Contract(name: "\(organisation.name)-\(from)", from: from)
    contract.priceList = one(of: world.priceLists.map(\.name))
    contract.terms = terms(of: contract, in: world)
    return contract
  }
}

extension World.Contract {
  /// Ends it, and what was agreed for later.
  fileprivate mutating func end(on day: LocalDate) {
    to = day
    terms.vat.removeAll { $0.from.map { day <= $0 } ?? false }
    terms.discounts.removeAll { $0.from.map { day <= $0 } ?? false }
    terms.minimum.removeAll { $0.from.map { day <= $0 } ?? false }
    terms.overrides.removeAll { day <= $0.from }
    terms.commitments.removeAll { day <= $0.from }
    terms.charges.removeAll { day <= $0.period.firstDay }
    terms.components.removeAll { day <= $0.from }
  }
}
