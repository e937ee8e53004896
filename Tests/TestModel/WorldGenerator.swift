import BigInt
import Calendars
import Catalogue
import TestSeeds

/// Makes small and nasty worlds: few resources, many ties, times on every boundary there is.
struct WorldGenerator {
  var random: SeededGenerator
  /// Whether some events contradict an earlier one of their name.
  let hasConflicts: Bool
  /// Whether some quantities and prices have all the digits that they may have.
  var hasExtremes = true

  static let months = [
    ("Europe/Paris", "2026-03"), ("Europe/Paris", "2025-10"), ("Europe/Paris", "2026-02"),
    ("America/New_York", "2026-03"), ("America/New_York", "2025-11"),
    ("Australia/Lord_Howe", "2026-04"), ("Australia/Lord_Howe", "2025-10"), ("UTC", "2024-02"),
    ("America/Sao_Paulo", "2018-11"), ("America/St_Johns", "2010-11"),
  ]

  static let meters: [Meter] =
    [.sum(roundEachUp: false), .sum(roundEachUp: true), .count, .max, .last, .unique]
    + Meter.Step.allCases.flatMap { step in
      Meter.LevelResult.allCases.map { .timeWeighted(step: step, result: $0) }
    }

  /// A world; the same seed gives the same one.
  mutating func world() -> World {
    let (zoneName, month) = one(of: Self.months)
    let zone = Zone(zoneName) ?? .utc
    let period = Period(month) ?? Period(containing: LocalDate(daysSinceEpoch: 20_000))
    let meters = Self.meters.shuffled(using: &random).prefix(6) + [percentile(), percentile()]
    let products = meters.enumerated().map { index, meter in
      World.Product(name: "p\(index)", meter: meter, unitSize: unitSize())
    }
    var world = World(
      period: period, products: products, organisations: organisations(zone, period))
    let times = times(of: world)
    world.facts = facts(of: world, times: times)
    for sample in samples(of: world, times: times) {
      world.facts.insert(sample, at: .random(in: 0...world.facts.count, using: &random))
    }
    if chance(4) { endEarly(&world, at: one(of: times)) }
    return world
  }

  private mutating func organisations(_ zone: Zone, _ period: Period) -> [World.Organisation] {
    let otherZone = chance(4) ? Zone("Asia/Kathmandu") ?? .utc : zone
    let dates = period.days.shuffled(using: &random)
    let before = period.firstDay.adding(days: -40)
    var first = [World.Tenancy(tenant: "one", from: nil)]
    first.append(.init(tenant: "two", from: chance(2) ? nil : before))
    if chance(3) { first.append(.init(tenant: "two", from: dates[0])) }
    var second = [World.Tenancy(tenant: "three", from: chance(2) ? dates[1] : before)]
    if chance(2) { second.append(.init(tenant: "two", from: dates[2])) }
    if chance(4) { second.append(.init(tenant: "one", from: dates[3])) }
    return [
      .init(
        name: "alpha", zone: zone, contracts: contracts(of: "alpha", period), tenancies: first),
      .init(
        name: "beta", zone: otherZone, contracts: contracts(of: "beta", period),
        tenancies: second),
    ]
  }

  private mutating func contracts(of name: String, _ period: Period) -> [World.Contract] {
    let before = period.previous.previous.firstDay
    let day = one(of: period.days)
    let later = period.days.filter { $0 > day }.randomElement(using: &random)
    func contract(_ from: LocalDate, _ to: LocalDate?) -> World.Contract {
      World.Contract(name: "\(name)-\(from)", from: from, to: to)
    }
    switch Int.random(in: 0..<8, using: &random) {
    case 0: return []
    case 1: return [contract(before, period.firstDay)]
    case 2: return [contract(before, period.firstDay), contract(period.firstDay, later)]
    case 3: return [contract(before, day.adding(days: 1))]
    case 4: return [contract(day, later)]
    case 5: return [contract(day, nil)]
    case 6: return [contract(before, period.firstDayAfter), contract(period.firstDayAfter, nil)]
    default: return [contract(before, nil)]
    }
  }

  /// The instants at which something begins or ends, each with its neighbours, and a few others.
  mutating func times(of world: World) -> [Instant] {
    var edges: [Instant] = []
    for organisation in world.organisations {
      let zone = organisation.zone
      let starts = zone.dayBoundaries(of: world.period)
      edges += [starts[0], starts[starts.count - 1]] + starts.shuffled(using: &random).prefix(4)
      edges += organisation.contracts.flatMap { [$0.from, $0.to].compactMap { $0 } }
        .map { zone.start(of: $0) }
      edges += organisation.tenancies.compactMap { $0.from.map { zone.start(of: $0) } }
      for _ in 0..<3 {
        let hours = Int64.random(in: -2...745, using: &random)
        edges.append(starts[0].adding(microseconds: hours * Instant.microsecondsPerHour))
      }
    }
    let month = world.organisations[0].zone.span(of: world.period)
    let day = 24 * Instant.microsecondsPerHour
    let others = (0..<12).map { _ in
      month.from.adding(
        microseconds: .random(in: -50 * day..<month.microseconds + day, using: &random))
    }
    return edges.flatMap { edge in [-1, 0, 0, 1].map { edge.adding(microseconds: $0) } } + others
  }
}

extension WorldGenerator {
  mutating func chance(_ of: Int) -> Bool { Int.random(in: 0..<of, using: &random) == 0 }

  mutating func one<Element>(of choices: [Element]) -> Element {
    choices[Int.random(in: choices.indices, using: &random)]
  }

  private mutating func unitSize() -> ExactDecimal {
    let sizes: [(BigInt, BigInt, String)] = [
      (1, 1, "1"), (3, 1, "3"), (7, 10, "0.7"), (1024, 1, "1024"), (1, 1_000_000, "0.000001"),
      (730, 1, "730.000"),
    ]
    let (numerator, denominator, text) = one(of: sizes)
    return ExactDecimal(value: ExactFraction(numerator, over: denominator), text: text)
  }

  /// 0, whole, halves that tie when rounded, or 18 digits on either side.
  mutating func quantity() -> ExactDecimal {
    let digits: BigInt
    let scale: Int
    switch Int.random(in: 0..<8, using: &random) {
    case 0, 1: (digits, scale) = (0, 0)
    case 2, 3: (digits, scale) = (BigInt(Int.random(in: 1...4, using: &random)), 0)
    case 4: (digits, scale) = (BigInt(Int.random(in: 0...9, using: &random)) * 10 + 5, 7)
    case 5: (digits, scale) = (BigInt(Int.random(in: 0...9999, using: &random)), 3)
    case 6: (digits, scale) = (BigInt(Int.random(in: 1...1_000_000_000, using: &random)), 18)
    default:
      digits =
        BigInt(10).power(hasExtremes ? 35 : 21)
        + BigInt(UInt64.random(in: 0 ... .max, using: &random))
      scale = 18
    }
    return decimal(digits, scale: scale)
  }

  /// A decimal in one of the ways to write it.
  mutating func decimal(_ digits: BigInt, scale: Int) -> ExactDecimal {
    let value = ExactFraction(digits, over: BigInt(10).power(scale))
    if chance(3) { return ExactDecimal(value: value, text: "\(digits)e-\(scale)") }
    let padded = String(digits)
    let text = String(repeating: "0", count: max(scale + 1 - padded.count, 0)) + padded
    guard scale > 0 else {
      return ExactDecimal(value: value, text: chance(3) ? "\(text).00" : text)
    }
    return ExactDecimal(value: value, text: "\(text.dropLast(scale)).\(text.suffix(scale))")
  }
}
