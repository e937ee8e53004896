import Invoicing
import Testing

/// Committed quantities: used first, the rest is billed (contract, section 4, "Lines", 4; rule D4).
@Suite struct CommitmentTests {
  private func world(_ commitments: String, tiered: String? = nil) throws -> BillingWorld {
    try BillingWorld(
      BillingWorld.documents(acme: "commitments: [ \(commitments) ]", tiered: tiered))
  }

  private let two = "{ product: level, quantity: \"2\", from: 2026-01-01, months: 12 }"

  @Test func `what is committed is due without any usage, in each of its months`() throws {
    let world = try world(two)
    let documents = try world.issue("2026-03", on: "2026-04-02").documents
    #expect(documents.map(\.period) == ["2026-01", "2026-02", "2026-03"])
    #expect(
      documents.map(\.summary) == [
        ["commitment level - 2026-01 2 × 12.00 = 24.00"],
        ["commitment level - 2026-02 2 × 12.00 = 24.00"],
        ["commitment level - 2026-03 2 × 12.00 = 24.00"],
      ])
    let line = documents[2].lines[0]
    #expect(line.sku == nil && line.priceVersion == "l@2026-01-01" && line.service == "OpenIaaS")
    #expect(line.from == "2026-02-28T23:00:00Z" && line.to == "2026-03-31T22:00:00Z")
  }

  @Test func `what is used comes off, over all tenants`() throws {
    let world = try world(two)
    try world.ingest(
      "l1 prod csp:fr1:level vm 2026-02-28T23:00:00Z 1",
      // 10 of 31 days: 0.322581.
      "l2 dev csp:fr1:level vm 2026-03-22T10:00:00Z 1")
    let document = try #require(try world.preview("2026-03").documents.last)
    #expect(
      document.summary == [
        "usage level dev 2026-03 0.322581 × 12.00 = 3.87",
        "usage level prod 2026-03 1 × 12.00 = 12.00",
        // 2 - 1.322581 = 0.677419, × 12 = 8.129028.
        "commitment level - 2026-03 0.677419 × 12.00 = 8.13",
      ])
    #expect(document.lines[2].derivation?.committed == "2")
    #expect(document.lines[2].derivation?.used == "1.322581")
    // More than is committed: no line, and no negative one.
    try world.ingest("l3 dev csp:fr1:level vm2 2026-02-28T23:00:00Z 1")
    #expect(
      try world.preview("2026-03").documents.last?.lines.map(\.kind) == [.usage, .usage])
  }

  @Test(arguments: [
    // The 10th to the 31st of March are 22 of 31 days: 2 × 22 ÷ 31 = 1.419355 (1.41935483…).
    ("{ product: level, quantity: 2, from: 2026-03-10, months: 1 }", "1.419355"),
    // To the 9th: 9 days, 0.580645 (1…).
    ("{ product: level, quantity: 2, from: 2026-02-10, months: 1 }", "0.580645"),
    // One follows the other: (9 × 2 + 22 × 3) ÷ 31 = 2.709677 (4…), rounded once.
    (
      "{ product: level, quantity: 2, from: 2026-02-10, months: 1 }, "
        + "{ product: level, quantity: 3, from: 2026-03-10, months: 12 }", "2.709677"
    ),
    ("{ product: level, quantity: 2, from: 2026-04-01, months: 1 }", nil),
    ("{ product: level, quantity: 2, from: 2026-02-01, months: 1 }", nil),
  ])
  func `a month that is committed in part counts by its days`(
    commitments: String, quantity: String?
  ) throws {
    let world = try world(commitments)
    let lines = try world.preview("2026-03").documents.first { $0.period == "2026-03" }?.lines
    #expect(lines?.map(\.quantity) == quantity.map { [$0] })
  }

  @Test func `the contract's end cuts what is committed`() throws {
    let world = try BillingWorld(
      BillingWorld.documents(acme: "commitments: [ \(two) ]")
        .replacing(
          "  from: 2026-01-01\n  payment", with: "  from: 2026-01-01\n  to: 2026-03-11\n  payment"))
    let line = try #require(try world.preview("2026-03").documents.last?.lines.first)
    // 10 of 31 days: 20 ÷ 31 = 0.645161 (2…), × 12 = 7.741932.
    #expect(line.quantity == "0.645161" && line.amount == "7.74")
    #expect(line.to == "2026-03-10T23:00:00Z")
    #expect(try world.preview("2026-04").documents.last?.period == "2026-03")
  }

  @Test func `tiers price what is committed less what is used`() throws {
    let world = try world(
      "{ product: tiered, quantity: 14, from: 2026-01-01, months: 12 }",
      tiered: "{ model: graduated, tiers: [ { up_to: 10, unit_price: 90, flat: 5 },"
        + " { unit_price: 70 } ] }")
    try world.ingest("t1 prod csp:tiered r 2026-03-02T10:00:00Z 8")
    let documents = try world.preview("2026-03").documents
    // 10 × 90 + 5 + 4 × 70 = 1185.
    #expect(
      documents[1].summary == ["commitment tiered - 2026-02 14 × null = 1185.00"])
    // price(14) - price(8) = 1185 - 725.
    #expect(
      documents[2].summary == [
        "usage tiered prod 2026-03 8 × null = 725.00",
        "commitment tiered - 2026-03 6 × null = 460.00",
      ])
    #expect(documents[2].lines[1].pricing?.quantity == "14")
  }

  @Test func `a price that changes within the month does not change what is committed`() throws {
    let world = try world(two + ", { product: act, quantity: 3, from: 2026-05-01, months: 1 }")
    try world.ingest("a1 prod csp:fr1:act r 2026-05-20T10:00:00Z 1")
    let document = try #require(try world.preview("2026-05").documents.last)
    #expect(
      document.summary == [
        "usage act prod 2026-05 1 × 1.50 = 1.50", "commitment act - 2026-05 2 × 1.25 = 2.50",
        "commitment level - 2026-05 2 × 12.00 = 24.00",
      ])
  }

  @Test func `without a price it is an obstacle`() throws {
    let world = try world("{ product: free, quantity: 1, from: 2026-03-01, months: 1 }")
    #expect(try world.preview("2026-03").obstacles.map(\.code) == [.noPrice])
    #expect(try world.preview("2026-02").obstacles.isEmpty)
  }

  @Test func `a late event gives back what was billed as committed`() throws {
    let world = try world(two)
    try world.issue("2026-03", on: "2026-04-02")
    try world.ingest(
      "l1 prod csp:fr1:level vm 2026-02-28T23:00:00Z 1",
      "l2 prod csp:fr1:level vm 2026-03-31T21:59:59Z 0")
    let document = try #require(try world.issue("2026-04", on: "2026-05-02").documents.first)
    #expect(
      document.summary == [
        "commitment level - 2026-04 2 × 12.00 = 24.00",
        "adjustment level prod 2026-03 1 × 12.00 = 12.00",
        "adjustment level - 2026-03 -1 × 12.00 = -12.00",
      ])
    #expect(document.lines[1...].map(\.adjusts) == [.usage, .commitment])
  }
}
