import BigInt
import Calendars
import Catalogue
import Decimals
import PostgreSQL
import Testing

@testable import Metering
@testable import TestModel

/// Quantities reckoned by hand, which hold the model to the contract too.
@Suite struct UsageExampleTests {
  struct Example {
    let zone: String
    let month: String
    let meter: Meter
    /// Times and levels.
    let events: [(String, String)]
    let quantity: String
  }

  private static let paris = "Europe/Paris"
  private static let always = [("2001-01-01T00:00:00Z", "1")]

  private static func level(_ step: Meter.Step, _ result: Meter.LevelResult = .average) -> Meter {
    .timeWeighted(step: step, result: result)
  }

  static let heldAllMonth: [Example] = [
    .init(
      zone: paris, month: "2026-03", meter: level(.second, .unitHours), events: always,
      quantity: "743"),
    .init(
      zone: paris, month: "2026-03", meter: level(.hour, .unitHours), events: always,
      quantity: "743"),
    .init(
      zone: paris, month: "2026-03", meter: level(.day, .unitHours), events: always, quantity: "743"
    ),
    .init(
      zone: paris, month: "2026-03", meter: level(.month, .unitHours), events: always,
      quantity: "743"),
    .init(
      zone: paris, month: "2025-10", meter: level(.hour, .unitHours), events: always,
      quantity: "745"),
    .init(zone: paris, month: "2026-03", meter: level(.hour), events: always, quantity: "1"),
    .init(zone: paris, month: "2026-03", meter: level(.day), events: always, quantity: "1"),
    // The clock goes back by half an hour: the last hour that begins is half an hour long.
    .init(
      zone: "Australia/Lord_Howe", month: "2026-04", meter: level(.second, .unitHours),
      events: always, quantity: "720.5"),
    .init(
      zone: "Australia/Lord_Howe", month: "2026-04", meter: level(.hour, .unitHours),
      events: always, quantity: "721"),
    .init(
      zone: "Australia/Lord_Howe", month: "2026-04", meter: level(.hour), events: always,
      quantity: "1"),
    // Samoa had no 30 December 2011.
    .init(
      zone: "Pacific/Apia", month: "2011-12", meter: level(.day), events: always, quantity: "1"),
    .init(
      zone: "Pacific/Apia", month: "2011-12", meter: level(.day, .unitHours), events: always,
      quantity: "720"),
  ]

  static let heldForAWhile: [Example] = [
    // One local day of 23 hours, from midnight to midnight: it is not held in the next day.
    .init(
      zone: paris, month: "2026-03", meter: level(.day, .unitHours),
      events: [("2026-03-28T23:00:00Z", "1"), ("2026-03-29T22:00:00Z", "0")], quantity: "23"),
    .init(
      zone: paris, month: "2026-03", meter: level(.day),
      events: [("2026-03-28T23:00:00Z", "1"), ("2026-03-29T22:00:00Z", "0")], quantity: "0.032258"),
    // A microsecond more, and it is.
    .init(
      zone: paris, month: "2026-03", meter: level(.day, .unitHours),
      events: [("2026-03-28T23:00:00Z", "1"), ("2026-03-29T22:00:00.000001Z", "0")],
      quantity: "47"),
    .init(
      zone: paris, month: "2026-03", meter: level(.hour, .unitHours),
      events: [
        ("2026-03-10T10:59:59.999999Z", "2"), ("2026-03-10T11:00:00Z", "5"),
        ("2026-03-10T11:00:00.000001Z", "0"),
      ], quantity: "7"),
    .init(
      zone: paris, month: "2026-03", meter: level(.month),
      events: [("2026-02-01T00:00:00Z", "9"), ("2026-02-28T23:00:00Z", "4")], quantity: "4"),
    .init(
      zone: paris, month: "2026-03", meter: .last,
      events: [("2026-02-28T22:59:59.999999Z", "9"), ("2026-03-31T21:59:59Z", "4")],
      quantity: "4"),
    .init(
      zone: paris, month: "2026-03", meter: .sum(roundEachUp: true),
      events: [("2026-03-01T00:00:00Z", "0.000000000000000001"), ("2026-03-02T00:00:00Z", "2")],
      quantity: "3"),
    // Half a millionth is rounded up.
    .init(
      zone: paris, month: "2026-03", meter: .max, events: [("2026-03-01T00:00:00Z", "0.0000005")],
      quantity: "0.000001"),
    .init(
      zone: paris, month: "2026-03", meter: .sum(roundEachUp: false),
      events: [
        ("2026-03-01T00:00:00Z", "999999999999999999.999999999999999999"),
        ("2026-03-01T00:00:00Z", "0.000000000000000001"),
      ], quantity: "1000000000000000000"),
    // From the first year that can be written to the last.
    .init(
      zone: "UTC", month: "9999-12", meter: level(.hour, .unitHours),
      events: [("0000-01-01T00:00:00Z", "1")], quantity: "744"),
  ]

  @Test func `what is held all month has the month's length`() throws {
    for example in Self.heldAllMonth { try expect(example) }
  }

  @Test func `examples come out as reckoned by hand`() throws {
    for example in Self.heldForAWhile { try expect(example) }
  }

  @Test func `a quantity beyond 38 digits is an error`() throws {
    var world = try world(of: Self.heldForAWhile[8])
    let tiny = ExactDecimal(value: ExactFraction(1), text: "0.000000000000000001")
    let product = World.Product(name: "p", meter: .sum(roundEachUp: false), unitSize: tiny)
    world = World(
      period: world.period, products: [product], organisations: world.organisations,
      facts: world.facts)
    let metered = try MeteredWorld(yaml: world.yaml)
    try metered.ingest(world.ndjson)
    let error = try #require(throws: PostgresError.self) {
      _ = try metered.usage(of: "alpha", in: world.period, by: [.tenant])
    }
    #expect(error.kind == .valueOutOfRange)
  }

  @Test func `an organisation without tenants has no usage`() throws {
    let example = Self.heldAllMonth[0]
    let base = try world(of: example)
    let zone = base.organisations[0].zone
    let empty = World.Organisation(
      name: "empty", zone: zone,
      contracts: [.init(name: "e", from: base.period.firstDay, to: nil)], tenancies: [])
    let world = World(
      period: base.period, products: base.products, organisations: base.organisations + [empty],
      facts: base.facts)
    let metered = try MeteredWorld(yaml: world.yaml)
    try metered.ingest(world.ndjson)
    #expect(try metered.usage(of: "empty", in: world.period, by: [.tenant]).isEmpty)
    #expect(try metered.usage(of: "alpha", in: world.period, by: [.tenant]).count == 1)
  }

  private func expect(_ example: Example) throws {
    let world = try world(of: example)
    let metered = try MeteredWorld(yaml: world.yaml)
    #expect(try metered.ingest(world.ndjson).accepted == example.events.count)
    let usage = try metered.usage(of: "alpha", in: world.period, by: [.tenant])
    #expect(usage.map(\.quantity.plain) == [example.quantity], "\(example)")
    let model = ModelMeter(world, world.organisations[0]).quantities(by: [.tenant])
    #expect(
      try model.values.map { "\($0)" }
        == usage.map { "\(try $0.quantity.rounded(to: 6).coefficient)" },
      "\(example)")
  }

  private func world(of example: Example) throws -> World {
    let zone = try #require(Zone(example.zone))
    let facts = try example.events.enumerated().map { number, event in
      let time = try #require(Instant(rfc3339: event.0))
      return Fact(
        name: .init(source: "/a", id: "e\(number)"),
        content: .usage(
          .init(
            time: time, tenant: "one", product: "p", region: "fr1", resource: "vm",
            quantity: .init(value: try fraction(event.1), text: event.1))))
    }
    let contract = World.Contract(
      name: "c", from: try #require(LocalDate("2001-01-01")), to: nil)
    return World(
      period: try #require(Period(example.month)),
      products: [
        .init(name: "p", meter: example.meter, unitSize: .init(value: ExactFraction(1), text: "1"))
      ],
      organisations: [
        .init(
          name: "alpha", zone: zone, contracts: [contract],
          tenancies: [.init(tenant: "one", from: nil)])
      ], facts: facts)
  }

  private func fraction(_ text: String) throws -> ExactFraction {
    let parts = text.split(separator: ".")
    let digits = try #require(BigInt(parts.joined()))
    return ExactFraction(digits, over: BigInt(10).power(parts.count > 1 ? parts[1].count : 0))
  }
}
