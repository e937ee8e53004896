import BigInt
import Calendars
import Catalogue
import Testing

@testable import TestModel

/// The model that judges billing, against examples reckoned by hand.
@Suite struct ModelRaterTests {
  private static let july = Period(containing: LocalDate(daysSinceEpoch: 20_640))

  private static func number(_ text: String) -> ExactDecimal {
    let parts = text.split(separator: ".")
    let scale = parts.count > 1 ? parts[1].count : 0
    let digits = BigInt(text.replacing(".", with: "")) ?? 0
    return ExactDecimal(
      value: ExactFraction(digits, over: BigInt(10).power(scale)), text: text)
  }

  private static func plain(_ price: String) -> World.Charge {
    World.Charge(model: .perUnit(number(price)))
  }

  private static func tier(
    _ upTo: String?, _ price: String, flat: String? = nil
  ) -> World.Charge.Tier {
    World.Charge.Tier(
      upTo: upTo.map(number), unitPrice: number(price), flat: flat.map(number))
  }

  private static func day(_ day: Int) -> LocalDate { july.firstDay.adding(days: day - 1) }

  /// July 2026 in UTC: `acme` holds the tenants a, b and c, and has used `p`, which is summed up.
  private static func world(
    _ versions: [(Int, World.Charge?)], used: [(tenant: String, day: Int, quantity: String)],
    from first: Int = -29, _ terms: World.Terms = .init()
  ) -> World {
    var contract = World.Contract(name: "c", from: day(first), to: nil)
    contract.terms = terms
    var world = World(
      period: july,
      products: [
        .init(name: "p", meter: .sum(roundEachUp: false), unitSize: number("1")),
        .init(name: "q", meter: .max, unitSize: number("1"), service: "Backup"),
      ],
      organisations: [
        .init(
          name: "acme", zone: .utc, contracts: [contract],
          tenancies: ["a", "b", "c"].map { .init(tenant: $0, from: nil) })
      ])
    world.priceLists[0].versions = versions.map { from, charge in
      .init(from: day(from), charges: charge.map { ["p": $0, "q": $0] } ?? [:])
    }
    world.facts = used.enumerated().map { index, used in
      Fact(
        name: .init(source: "/t", id: "\(index)"),
        content: .usage(
          .init(
            time: Zone.utc.start(of: day(used.day)), tenant: used.tenant, product: "p",
            region: "fr1", resource: "r", quantity: number(used.quantity))))
    }
    return world
  }

  /// The lines of July: kind, tenant, quantity, price, amount, VAT, version.
  private static func lines(_ world: World) throws -> [String] {
    let organisation = world.organisations[0]
    let rater = ModelRater(
      world, organisation, organisation.contracts[0], ModelLedger(world), pricingDate: day(31))
    return try #require(rater).lines().map { line in
      "\(line.key.kind.rawValue) \(line.key.tenant ?? "-") \(line.quantity.plainMillionths)"
        + " × \(line.plainPrice?.text ?? "-") = \(line.amount) \(line.key.vat.text)"
        + " \(line.key.priceVersion)"
    }
  }

  @Test(arguments: [
    ("0", "0"), ("0.5", "10.5"), ("2", "12"), ("2.000001", "42.0000005"), ("5.5", "43.75"),
    ("6", "43.75"),
  ])
  func `graduated tiers price their own part, and their flat is due once entered`(
    quantity: String, price: String
  ) {
    var charge = World.Charge(
      model: .graduated([
        Self.tier("2", "1", flat: "10"), Self.tier("5.5", "0.5", flat: "30"), Self.tier(nil, "0"),
      ]))
    #expect(charge.price(of: Self.number(quantity).value) == Self.number(price).value)
    // Two free units more, and nothing else is otherwise.
    charge.included = Self.number("2")
    let more = Self.number(quantity).value + ExactFraction(2)
    if quantity != "0" { #expect(charge.price(of: more) == Self.number(price).value) }
  }

  @Test(arguments: [("0.5", "5"), ("2", "6"), ("2.5", "7.5"), ("3", "9"), ("7.1", "9")])
  func `a volume's tier prices all, between minimum and maximum`(quantity: String, price: String) {
    let charge = World.Charge(
      model: .volume([Self.tier("2", "1", flat: "4"), Self.tier(nil, "3")]),
      minimum: Self.number("5"), maximum: Self.number("9"))
    #expect(charge.price(of: Self.number(quantity).value) == Self.number(price).value)
  }

  @Test func `each started package is due`() {
    let charge = World.Charge(model: .package(size: Self.number("2.5"), price: Self.number("4")))
    #expect(
      ["2.5", "2.500001", "5", "5.1"].map { charge.price(of: Self.number($0).value) }
        == [4, 8, 8, 12].map { ExactFraction($0) })
  }

  @Test func `what does not divide goes to the largest remainders, of equal ones to the first`() {
    #expect(World.Charge.allotted(20, to: [1, 1, 1]) == [7, 7, 6])
    #expect(World.Charge.allotted(-20, to: [1, 1, 1]) == [-7, -7, -6])
    #expect(World.Charge.allotted(100, to: [1, 1, 4]) == [17, 17, 66])
    #expect(World.Charge.allotted(1, to: [5, 6]) == [0, 1])
  }

  @Test func `a price that changes splits the line, an equal one does not`() throws {
    let world = Self.world(
      [(-29, Self.plain("10")), (5, Self.plain("10.00")), (15, Self.plain("12"))],
      used: [("a", 10, "1.0000004"), ("a", 14, "1"), ("a", 15, "2.0000004"), ("b", 31, "1")])
    // 2.0000004 and 2.0000004 are 4.000001 in all: the last part takes the rounding.
    #expect(
      try Self.lines(world) == [
        "usage a 2 × 10 = 2000 S 20 public@2026-06-01",
        "usage a 2.000001 × 12 = 2400 S 20 public@2026-07-15",
        "usage b 1 × 12 = 1200 S 20 public@2026-07-15",
      ])
  }

  @Test func `a part of the month without a price stands in the way of usage in it`() throws {
    let versions: [(Int, World.Charge?)] = [(-29, Self.plain("10")), (10, nil)]
    #expect(
      try Self.lines(Self.world(versions, used: [("a", 9, "1")]))
        == ["usage a 1 × 10 = 1000 S 20 public@2026-06-01"])
    #expect(throws: ModelRater.Obstacle.self) {
      try Self.lines(Self.world(versions, used: [("a", 10, "1")]))
    }
  }

  @Test func `a commitment counts the days that it shares with the contract`() throws {
    var terms = World.Terms()
    terms.commitments = [
      .init(product: "p", quantity: Self.number("31"), from: Self.day(20), months: 1)
    ]
    // 31 × 12 ÷ 31 = 12 from the 20th on; 2 are used.
    #expect(
      try Self.lines(
        Self.world([(-29, Self.plain("1.5"))], used: [("b", 20, "2")], from: 15, terms)) == [
          "usage b 2 × 1.5 = 300 S 20 public@2026-06-01",
          "commitment - 10 × 1.5 = 1500 S 20 public@2026-06-01",
        ])
  }

  @Test func `discounts follow each other, the minimum comes last`() throws {
    var terms = World.Terms()
    terms.vat[0] = .init(
      value: .init(
        treatment: .init(category: "S", rate: .twenty),
        exceptions: [(["Backup"], .init(category: "E", rate: Self.number("0")))]))
    terms.discounts = [
      .init(
        value: [
          .init(percent: Self.number("10"), services: ["Cloud"]), .init(percent: Self.number("50")),
        ])
    ]
    terms.commitments = [
      .init(product: "q", quantity: Self.number("1"), from: Self.day(1), months: 1)
    ]
    terms.minimum = [.init(value: Self.number("20"))]
    // 0.45 less 10 % (0.045 -> 0.05), then half of 0.405 (0.2025 -> 0.20); half of 0.15 (0.075).
    #expect(
      try Self.lines(
        Self.world([(-29, Self.plain("0.15"))], used: [("a", 1, "3")], terms)) == [
          "usage a 3 × 0.15 = 45 S 20 public@2026-06-01",
          "commitment - 1 × 0.15 = 15 E 0 public@2026-06-01",
          "discount - 1 × - = -5 S 20 c@2026-06-01#discount-1",
          "discount - 1 × - = -8 E 0 c@2026-06-01#discount-2",
          "discount - 1 × - = -20 S 20 c@2026-06-01#discount-2",
          "minimum - 1 × - = 1973 S 20 c@2026-06-01#minimum",
        ])
  }
}
