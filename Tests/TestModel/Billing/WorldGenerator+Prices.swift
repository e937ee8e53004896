import BigInt
import Calendars
import Decimals

/// Prices: every model, bounds that usage falls on, versions that begin within a month.
extension WorldGenerator {
  /// Gives a world two price lists of its products; where `hasGaps`, some products have no price
  /// for a time.
  mutating func setPrices(of world: inout World, hasGaps: Bool) {
    let dates = nastyDates(of: world)
    let begin = world.period.previous.previous.previous.firstDay
    world.priceLists = ["public", "special"].map { name in
      let products = world.products.map(\.name)
      // Most products have plain prices all along, so that their lines are split.
      let plain = Set(products.filter { _ in !chance(3) })
      var charges: [String: World.Charge] = [:]
      for product in products {
        charges[product] = plain.contains(product) ? plainCharge() : charge()
      }
      let first = hasGaps && chance(3) ? world.period.previous.firstDay : begin
      let isByIssueDate = chance(3)
      var later = (0..<Int.random(in: 0...4, using: &random)).map { _ in one(of: dates) }
      // Months are issued and corrected later.
      if isByIssueDate {
        later += [1, 2, 3].map { world.period.firstDayAfter.adding(days: 30 * $0 - 10) }
      }
      var versions: [World.PriceVersion] = []
      for date in Set([first] + later.filter { first < $0 }).sorted() {
        var version = World.PriceVersion(from: date, charges: [:])
        for product in products {
          if date > first, chance(2) {
            charges[product] = plain.contains(product) ? plainCharge() : charge()
          }
          if let charge = charges[product], !hasGaps || !chance(7) {
            version.charges[product] = respelt(charge)
          }
        }
        versions.append(version)
      }
      return World.PriceList(
        name: name, currency: Currency(code: one(of: ["EUR", "EUR", "JPY", "TND"])),
        isByIssueDate: isByIssueDate, versions: versions)
    }
  }

  /// Days of the month and its neighbours, often the first ones and those on which clocks change.
  func nastyDates(of world: World) -> [LocalDate] {
    let months = [world.period.previous, world.period, world.period.next]
    let edges = months.flatMap { [$0.firstDay, $0.firstDay.adding(days: 1)] }
    let changes = world.organisations.flatMap { organisation -> [LocalDate] in
      let starts = organisation.zone.dayBoundaries(of: world.period)
      return zip(world.period.days, zip(starts, starts.dropFirst())).filter { _, ends in
        ends.1.microseconds - ends.0.microseconds != 24 * Instant.microsecondsPerHour
      }.flatMap { day, _ in [day, day, day, day.adding(days: 1), day.adding(days: 1)] }
    }
    return edges + changes + changes + world.period.days + world.period.days
  }

  mutating func plainCharge() -> World.Charge { World.Charge(model: .perUnit(price())) }

  /// Any charge.
  mutating func charge() -> World.Charge {
    var charge = World.Charge(model: model())
    if chance(3) { charge.included = one(of: [0, 1, 2, 5, 1000].map { number($0, scale: 0) }) }
    if chance(4) { charge.included = number(Int.random(in: 1...40, using: &random), scale: 1) }
    if chance(3) { charge.minimum = number(Int.random(in: 0...99_999, using: &random), scale: 3) }
    if chance(3) {
      let above = Int.random(in: 0...999_999, using: &random)
      charge.maximum = number(100_000 + above, scale: 3)
    }
    return charge
  }

  private mutating func model() -> World.Charge.Model {
    switch Int.random(in: 0..<6, using: &random) {
    case 0: .flat(price())
    case 1: .perUnit(price())
    case 2: .graduated(tiers())
    case 3: .volume(tiers())
    case 4: .package(size: one(of: bounds()), price: price())
    default: chance(2) ? .graduated(tiers()) : .volume(tiers())
    }
  }

  private mutating func tiers() -> [World.Charge.Tier] {
    let uppers = bounds().shuffled(using: &random).prefix(Int.random(in: 0...3, using: &random))
      .sorted { $0.value < $1.value }
    return (uppers.map { Optional($0) } + [nil]).map { bound in
      World.Charge.Tier(upTo: bound, unitPrice: price(), flat: chance(3) ? price() : nil)
    }
  }

  /// Bounds above 0, each once, that small quantities fall on, below and above.
  private func bounds() -> [ExactDecimal] {
    [
      number(1, scale: 0), number(2, scale: 0), number(3, scale: 0), number(5, scale: 0),
      number(25, scale: 1), number(50_000, scale: 5), number(1000, scale: 0),
      number(1_000_000_500_000_000_000, scale: 18), number(10, scale: 0),
    ]
  }

  /// Prices that tie when rounded, tiny and large ones; now and then 0, or below it.
  mutating func price() -> ExactDecimal {
    switch Int.random(in: 0..<12, using: &random) {
    case 0, 1, 2: number(Int.random(in: 0...200, using: &random) * 5, scale: 3)
    case 3, 4: number(Int.random(in: 1...99, using: &random), scale: 0)
    case 5, 6: number(Int.random(in: 1...9999, using: &random), scale: 2)
    case 7: number(Int.random(in: 1...2_000_000_000, using: &random), scale: 9)
    case 8: number(Int.random(in: 1...9, using: &random), scale: 9)
    case 9: number(Int.random(in: 1...19, using: &random) * 5, scale: 1)
    case 10 where hasExtremes: number(999_999_999_999_999_999, scale: 9)
    case 11 where chance(4): number(-Int.random(in: 1...9999, using: &random), scale: 3)
    default: number(Int.random(in: 0...1, using: &random), scale: 0)
    }
  }

  /// A decimal as it is written without an exponent.
  func number(_ digits: Int, scale: Int) -> ExactDecimal {
    let text = ExactFraction(BigInt(digits), over: BigInt(10).power(scale)).text(digits: scale)
    return ExactDecimal(
      value: ExactFraction(BigInt(digits), over: BigInt(10).power(scale)), text: text)
  }

  /// The same plain price, perhaps with another zero behind.
  private mutating func respelt(_ charge: World.Charge) -> World.Charge {
    guard chance(3), let price = charge.plainUnitPrice else { return charge }
    let text = price.text + (price.text.contains(".") ? "" : ".") + "0"
    guard (text.split(separator: ".").last?.count ?? 0) <= 9 else { return charge }
    return World.Charge(model: .perUnit(ExactDecimal(value: price.value, text: text)))
  }
}
