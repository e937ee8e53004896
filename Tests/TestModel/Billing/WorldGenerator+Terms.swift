import BigInt
import Calendars

/// What contracts agree to beside prices.
extension WorldGenerator {
  static let services = ["Cloud", "Backup", "Support"]

  /// Gives a contract some of everything that can be agreed upon.
  mutating func terms(of contract: World.Contract, in world: World) -> World.Terms {
    let dates = nastyDates(of: world).filter { date in
      contract.from <= date && contract.to.map { date < $0 } ?? true
    }
    var terms = World.Terms()
    terms.vat = vat(contract, dates)
    if chance(2) {
      terms.discounts = dated(contract, dates).map { from in
        .init(
          from: from,
          value: (0..<Int.random(in: 1...3, using: &random)).map { _ in discount() })
      }
    }
    if chance(2) {
      terms.minimum = dated(contract, dates).enumerated().map { index, from in
        .init(
          from: from,
          value: number(Int.random(in: 0...99_999, using: &random) * 10 + index, scale: 2))
      }
    }
    terms.charges = oneOffs(contract, world)
    promise(&terms, to: contract, dates)
    guard !dates.isEmpty else { return terms }
    for product in world.products.map(\.name) {
      if chance(4) {
        for date in Set((0...(chance(3) ? 1 : 0)).map { _ in one(of: dates) }).sorted() {
          let charge = chance(4) ? charge() : plainCharge()
          terms.overrides.append(.init(product: product, from: date, charge: charge))
        }
      }
      if chance(4) { terms.commitments += commitments(on: product, dates) }
    }
    return terms
  }

  /// The beginnings of one to three versions; the first is the contract's.
  private mutating func dated(
    _ contract: World.Contract, _ dates: [LocalDate]
  ) -> [LocalDate?] {
    let later = dates.filter { $0 > contract.from }
    guard chance(3), !later.isEmpty else { return [nil] }
    let froms = Set((0...1).map { _ in one(of: later) }).sorted()
    return [contract.from] + froms
  }

  private mutating func vat(
    _ contract: World.Contract, _ dates: [LocalDate]
  ) -> [World.Terms.Dated<World.Terms.VATRule>] {
    dated(contract, dates).map { from in
      var rule = World.Terms.VATRule(treatment: treatment())
      for service in Self.services where chance(3) {
        rule.exceptions.append(([service], treatment()))
      }
      if chance(6) { rule.exceptions.append((Self.services, treatment())) }
      return .init(from: from, value: rule)
    }
  }

  private mutating func treatment() -> World.Terms.VAT {
    let zero = number(0, scale: 0)
    let choices: [(String, ExactDecimal)] = [
      ("S", .twenty), ("S", .twenty), ("S", number(20, scale: 0)), ("S", number(55, scale: 1)),
      ("S", number(8125, scale: 3)), ("S", number(25, scale: 1)), ("E", zero), ("AE", zero),
      ("G", number(0, scale: 2)), ("O", zero), ("Z", zero),
    ]
    let (category, rate) = one(of: choices)
    return World.Terms.VAT(category: category, rate: rate)
  }

  private mutating func discount() -> World.Terms.Discount {
    let percents = [
      number(5, scale: 0), number(25, scale: 1), number(10, scale: 0), number(100, scale: 0),
      number(0, scale: 0), number(33_333_333, scale: 6), number(50, scale: 0),
    ]
    let services = Self.services.filter { _ in chance(2) }
    return World.Terms.Discount(percent: one(of: percents), services: services)
  }

  private mutating func commitments(
    on product: String, _ dates: [LocalDate]
  ) -> [World.Terms.Commitment] {
    let first = World.Terms.Commitment(
      product: product, quantity: committed(), from: one(of: dates), months: one(of: [1, 1, 2, 36]))
    let after = dates.filter { $0 >= first.to }
    guard chance(2), !after.isEmpty else { return [first] }
    return [
      first,
      World.Terms.Commitment(
        product: product, quantity: committed(), from: one(of: after), months: 1),
    ]
  }

  private mutating func committed() -> ExactDecimal {
    chance(2)
      ? number(Int.random(in: 1...20, using: &random), scale: 0)
      : number(Int.random(in: 1...1_000_000_000, using: &random), scale: 7)
  }

  /// Charges in covered months, some of them credits, some of a service of their own.
  private mutating func oneOffs(
    _ contract: World.Contract, _ world: World
  ) -> [World.Terms.OneOff] {
    let months = [world.period.previous, world.period, world.period.next].filter { month in
      contract.from < month.firstDayAfter && contract.to.map { month.firstDay < $0 } ?? true
    }
    guard chance(2), !months.isEmpty else { return [] }
    return (0..<Int.random(in: 1...3, using: &random)).map { index in
      let amount = Int.random(in: -100...400, using: &random)
      return World.Terms.OneOff(
        id: "once-\(9 - index)", period: one(of: months),
        amount: number(amount, scale: 0), service: one(of: Self.services + ["Setup"]))
    }
  }
}
