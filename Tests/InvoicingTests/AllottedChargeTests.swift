import Decimals
import Invoicing
import Testing

/// Charges that are priced once over the whole organisation (contract, section 4, "Lines", 2).
@Suite struct AllottedChargeTests {
  private static let graduated =
    "{ model: graduated, tiers: [ { up_to: 10, unit_price: 90, flat: 5 }, { unit_price: 70 } ] }"

  @Test func `tenants and SKUs share one price in proportion`() throws {
    let world = try BillingWorld(BillingWorld.documents(acme: "", tiered: Self.graduated))
    try world.ingest(
      "t1 prod csp:tiered r 2026-03-02T10:00:00Z 8", "t2 dev csp:tiered r 2026-03-02T10:00:00Z 6")
    let document = try #require(try world.issue("2026-03", on: "2026-04-02").documents.first)
    #expect(try InvoiceArchive(world.connection).document("FR-2026-000001") == document)
    // 10 × 90 + 5 + 4 × 70 = 1185; 6/14 of it is 507.857142…, 8/14 is 677.142857….
    #expect(
      document.summary == [
        "usage tiered dev 2026-03 6 × null = 507.86", "usage tiered prod 2026-03 8 × null = 677.14",
      ])
    let pricing = try #require(document.lines[0].pricing)
    #expect(document.lines[1].pricing == pricing)
    #expect(pricing.model == "graduated" && pricing.quantity == "14")
    #expect(pricing.unrounded == "1185" && pricing.amount == "1185.00")
    #expect(
      pricing.lines.map { [$0.quantity, $0.unitPrice, $0.flat, $0.amount] }
        == [["10", "90", "5", "905"], ["4", "70", nil, "280"]])
  }

  @Test func `a tier says which it is`() throws {
    let charge =
      "{ model: volume, tiers: [ { up_to: 2, unit_price: 80 }, { up_to: 10, unit_price: 65,"
      + " flat: 10 }, { unit_price: 50 } ] }"
    let world = try BillingWorld(BillingWorld.documents(acme: "", tiered: charge))
    try world.ingest("t1 prod csp:tiered r 2026-03-02T10:00:00Z 5")
    let pricing = try #require(try world.preview("2026-03").documents.first?.lines[0].pricing)
    let part = pricing.lines[0]
    #expect(part.tier == 2 && part.above == "2" && part.upTo == "10")
    let steps = try pricing.steps()
    guard case .reached(_, let lower, let upper, _, _) = steps[0], case .tierFlat(2, _) = steps[1]
    else {
      Issue.record("other steps: \(steps)")
      return
    }
    #expect(lower == DecimalNumber(2) && upper == DecimalNumber(10))
  }

  @Test func `no cent is lost, and equal remainders go by tenant`() throws {
    let world = try BillingWorld(
      BillingWorld.documents(acme: "", tiered: "{ model: flat, amount: \"100.00\" }")
        .replacing("tenants: [ prod, dev ]", with: "tenants: [ c, a, b ]"))
    try world.ingest(
      "t1 a csp:tiered r 2026-03-02T10:00:00Z 1", "t2 b csp:tiered r 2026-03-02T10:00:00Z 1",
      "t3 c csp:tiered r 2026-03-02T10:00:00Z 1")
    let lines = try #require(try world.preview("2026-03").documents.first).lines
    #expect(lines.map(\.tenant) == ["a", "b", "c"])
    #expect(lines.map(\.amount) == ["33.34", "33.33", "33.33"])
  }

  @Test(arguments: [
    ("{ model: per_unit, unit_price: 2, included: 3 }", "7.5", "9.00"),
    ("{ model: per_unit, unit_price: 2, minimum: 20 }", "7.5", "20.00"),
    ("{ model: per_unit, unit_price: 2, maximum: 12 }", "7.5", "12.00"),
    (
      "{ model: volume, tiers: [ { up_to: 7, unit_price: 2 }, { unit_price: 1, flat: 3 } ] }",
      "7.5",
      "10.50"
    ),
    ("{ model: package, size: 3, price: 4 }", "7.5", "12.00"),
    // All of it is free: what is due whatever the quantity is due, for there is usage.
    ("{ model: flat, amount: 6, included: 10 }", "7.5", "6.00"),
    ("{ model: per_unit, unit_price: 2, included: 10 }", "7.5", "0.00"),
  ])
  func `each model has its line`(charge: String, quantity: String, amount: String) throws {
    let world = try BillingWorld(BillingWorld.documents(acme: "", tiered: charge))
    try world.ingest("t1 prod csp:tiered r 2026-03-02T10:00:00Z \(quantity)")
    let line = try #require(try world.preview("2026-03").documents.first?.lines.first)
    #expect(line.quantity == quantity && line.amount == amount)
    #expect(line.unitPrice == nil && line.pricing?.amount == amount)
  }

  @Test func `without usage nothing is charged`() throws {
    let world = try BillingWorld()
    try world.ingest("t1 prod csp:tiered r 2026-03-02T10:00:00Z 0")
    #expect(try world.preview("2026-03").documents.isEmpty)
  }

  @Test func `a late event is shared anew, to the cent`() throws {
    let world = try BillingWorld(BillingWorld.documents(acme: "", tiered: Self.graduated))
    try world.ingest("t1 prod csp:tiered r 2026-03-02T10:00:00Z 9")
    // 9 × 90 + 5.
    #expect(try world.issue("2026-03", on: "2026-04-02").documents.first?.totals.net == "815.00")
    try world.ingest("t2 dev csp:tiered r 2026-03-02T10:00:00Z 2")
    let document = try #require(try world.issue("2026-04", on: "2026-05-02").documents.first)
    // 10 × 90 + 5 + 70 = 975, of which 2/11 are 177.27 and 9/11 are 797.73: 17.27 less than billed.
    #expect(
      document.summary == [
        "adjustment tiered dev 2026-03 2 × null = 177.27",
        "adjustment tiered prod 2026-03 0 × null = -17.27",
      ])
    #expect(document.lines.allSatisfy { $0.pricing?.amount == "975.00" })
    #expect(try world.preview("2026-05").documents.isEmpty)
  }

  @Test func `a product that is started is rounded up for each tenant, then added`() throws {
    let world = try BillingWorld(
      BillingWorld.documents.replacing(
        "{ product: started, charge: { model: per_unit, unit_price: \"80\" } }",
        with: "{ product: started, charge: { model: package, size: 3, price: 10 } }"))
    try world.ingest(
      "s1 prod csp:started r 2026-03-02T10:00:00Z 1.1",
      "s2 dev csp:started r 2026-03-02T10:00:00Z 1.1")
    let lines = try #require(try world.preview("2026-03").documents.first).lines
    // 2 + 2 hours are two packages of 3.
    #expect(lines.map { "\($0.quantity) \($0.amount)" } == ["2 10.00", "2 10.00"])
  }
}
