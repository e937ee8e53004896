import Invoicing
import Testing

/// Prices that change within a month (contract, section 4, "Lines", 3). In the world's list `act`
/// costs 1.25, and 1.50 from the 11th of May on; `level` costs 12.00 in both versions.
@Suite struct PriceChangeTests {
  /// Lines as `product tenant from to quantity × price (version) = amount`.
  private func lines(_ document: InvoiceDocument?) -> [String] {
    document?.lines.map { line in
      "\(line.product ?? "-") \(line.tenant ?? "-") \(line.from) \(line.to)"
        + " \(line.quantity) × \(line.unitPrice ?? "null") (\(line.priceVersion ?? "-"))"
        + " = \(line.amount)"
    } ?? []
  }

  private func override(_ product: String, _ days: [String: String]) -> String {
    let entries = days.sorted { $0.key < $1.key }.map { day, price in
      "{ product: \(product), from: \(day),"
        + " charge: { model: per_unit, unit_price: \"\(price)\" } }"
    }
    return "overrides: [ \(entries.joined(separator: ", ")) ]"
  }

  @Test func `a count is split at local midnight`() throws {
    let world = try BillingWorld()
    try world.ingest(
      "a1 prod csp:fr1:act r 2026-05-02T10:00:00Z 1",
      // In Paris, 23:59:59 on the 10th and 0:00 on the 11th: before midnight in UTC both.
      "a2 prod csp:fr1:act r 2026-05-10T21:59:59Z 1",
      "a3 prod csp:fr1:act r 2026-05-10T22:00:00Z 1",
      "l1 prod csp:fr1:level vm 2026-05-02T10:00:00Z 1")
    #expect(
      lines(try world.preview("2026-05").documents.first) == [
        "act prod 2026-04-30T22:00:00Z 2026-05-10T22:00:00Z 2 × 1.25 (l@2026-01-01) = 2.50",
        "act prod 2026-05-10T22:00:00Z 2026-05-31T22:00:00Z 1 × 1.50 (l@2026-05-11) = 1.50",
        // Its price is the same in both versions. 30 of 31 days.
        "level prod 2026-04-30T22:00:00Z 2026-05-31T22:00:00Z 0.967742 × 12.00 (l@2026-01-01)"
          + " = 11.61",
      ])
  }

  @Test func `the last part takes the rounding`() throws {
    // Three parts of a day of a level each: 1/31 is 0.032258 (064…), 3/31 is 0.096774 (19…).
    let days = ["2026-03-03": "10", "2026-03-04": "20"]
    let world = try BillingWorld(BillingWorld.documents(acme: override("level", days)))
    try world.ingest(
      "l1 prod csp:fr1:level vm 2026-03-02T10:00:00Z 1",
      "l2 prod csp:fr1:level vm 2026-03-04T10:00:00Z 0",
      "m1 dev csp:fr1:level vm 2026-03-02T10:00:00Z 2",
      "m2 dev csp:fr1:level vm 2026-03-04T10:00:00Z 0")
    let document = try #require(try world.preview("2026-03").documents.first)
    #expect(
      document.summary == [
        // 2/31 is 0.064516 (129…), 6/31 is 0.193548 (387…).
        "usage level dev 2026-03 0.064516 × 12.00 = 0.77",
        "usage level dev 2026-03 0.064516 × 10 = 0.65",
        "usage level dev 2026-03 0.064516 × 20 = 1.29",
        "usage level prod 2026-03 0.032258 × 12.00 = 0.39",
        "usage level prod 2026-03 0.032258 × 10 = 0.32",
        "usage level prod 2026-03 0.032258 × 20 = 0.65",
      ])
    // Half a day's more: five halves are 0.080645 (16…), and 0.032258 + 0.032258 are taken off.
    try world.ingest("m3 dev csp:fr1:level vm2 2026-03-03T10:00:00Z 0.7")
    let more = try #require(try world.preview("2026-03").documents.first)
    // 6/31 + 0.7 × 29/31 = 0.848387 (09…): 2/31 + 0.7/31 = 0.087097 (0.0870967…); 27 further days.
    let dev = more.lines.filter { $0.tenant == "dev" }
    #expect(dev.map(\.quantity) == ["0.064516", "0.087097", "0.696774"])
  }

  @Test func `the hour of a change of clocks belongs to its day`() throws {
    // From the 29th of March on it is summer: midnight is at 23:00 before, at 22:00 after it.
    let days = ["2026-03-29": "2", "2026-03-30": "3"]
    let world = try BillingWorld(BillingWorld.documents(acme: override("act", days)))
    try world.ingest(
      "a1 prod csp:fr1:act r 2026-03-28T22:59:59Z 1",
      "a2 prod csp:fr1:act r 2026-03-28T23:00:00Z 1",
      "a3 prod csp:fr1:act r 2026-03-29T21:59:59Z 1", "a4 prod csp:fr1:act r 2026-03-29T22:00:00Z 1"
    )
    #expect(
      lines(try world.preview("2026-03").documents.first) == [
        "act prod 2026-02-28T23:00:00Z 2026-03-28T23:00:00Z 1 × 1.25 (l@2026-01-01) = 1.25",
        "act prod 2026-03-28T23:00:00Z 2026-03-29T22:00:00Z 2 × 2 (acme-2026@2026-03-29) = 4.00",
        "act prod 2026-03-29T22:00:00Z 2026-03-31T22:00:00Z 1 × 3 (acme-2026@2026-03-30) = 3.00",
      ])
  }

  @Test func `a part is cut where a tenant's time ends, and has none where it was not held`() throws
  {
    let held = "tenants: [ prod, { name: late, from: 2026-05-21 } ]"
    let world = try BillingWorld(
      BillingWorld.documents.replacing("tenants: [ prod, dev ]", with: held))
    try world.ingest("a1 late csp:fr1:act r 2026-05-22T10:00:00Z 1")
    #expect(
      lines(try world.preview("2026-05").documents.first) == [
        "act late 2026-05-20T22:00:00Z 2026-05-31T22:00:00Z 1 × 1.50 (l@2026-05-11) = 1.50"
      ])
  }

  @Test func `what is not divisible takes the price of the first instant covered`() throws {
    let days = ["2026-03-10": "100"]
    let world = try BillingWorld(BillingWorld.documents(acme: override("started", days)))
    try world.ingest(
      "s1 prod csp:started r 2026-03-02T10:00:00Z 1.5",
      "s2 prod csp:started r 2026-03-12T10:00:00Z 1")
    // 2.5 hours are 3.
    #expect(
      try world.preview("2026-03").documents.first?.summary
        == ["usage started prod 2026-03 3 × 80 = 240.00"])
    let late = try BillingWorld(
      BillingWorld.documents(acme: override("link", days)).replacing(
        "price_list: l\n  from: 2026-01-01", with: "price_list: l\n  from: 2026-03-10"))
    try late.ingest("k1 prod csp:link r 2026-03-12T10:00:00Z 3")
    #expect(
      try late.preview("2026-03").documents.first?.summary
        == ["usage link prod 2026-03 3 × 100 = 300.00"])
  }

  @Test func `a charge that is no plain price keeps the month whole`() throws {
    let flat =
      "overrides: [ { product: act, from: 2026-03-10, charge: { model: flat, amount: 9 } } ]"
    let world = try BillingWorld(BillingWorld.documents(acme: flat))
    try world.ingest(
      "a1 prod csp:fr1:act r 2026-03-02T10:00:00Z 1",
      "a2 prod csp:fr1:act r 2026-03-20T10:00:00Z 1",
      "a3 prod csp:fr1:act r 2026-04-20T10:00:00Z 1")
    let documents = try world.preview("2026-04").documents
    #expect(
      documents.map(\.summary) == [
        ["usage act prod 2026-03 2 × 1.25 = 2.50"], ["usage act prod 2026-04 1 × null = 9.00"],
      ])
  }

  @Test func `usage before a product has a price is an obstacle, after it none`() throws {
    let days = ["2026-03-10": "4"]
    let world = try BillingWorld(BillingWorld.documents(acme: override("free", days)))
    try world.ingest("x1 prod csp:free r 2026-03-10T10:00:00Z 1.5")
    #expect(
      lines(try world.preview("2026-03").documents.first) == [
        "free prod 2026-03-09T23:00:00Z 2026-03-31T22:00:00Z 1.5 × 4 (acme-2026@2026-03-10) = 6.00"
      ])
    try world.ingest("x2 prod csp:free r 2026-03-09T10:00:00Z 1")
    let obstacles = try world.preview("2026-03").obstacles
    #expect(obstacles.map(\.code) == [.noPrice])
    #expect(
      obstacles.first?.message == "used or committed to in 2026-03, and without a price on"
        + " 2026-03-01 in l and acme-2026: free; add one")
  }

  @Test func `a price that was wrong is corrected part by part`() throws {
    let days = ["2026-03-10": "2", "2026-03-20": "3"]
    let world = try BillingWorld(BillingWorld.documents(acme: override("act", days)))
    try world.ingest(
      "a1 prod csp:fr1:act r 2026-03-02T10:00:00Z 1",
      "a2 prod csp:fr1:act r 2026-03-12T10:00:00Z 1",
      "a3 prod csp:fr1:act r 2026-03-22T10:00:00Z 1")
    try world.issue("2026-03", on: "2026-04-02")
    // Without the change on the 20th the part of the 10th lasts; that of the 20th is given back.
    try world.correct(
      BillingWorld.documents(acme: override("act", ["2026-03-10": "5"])), on: "2026-04-10")
    let document = try #require(try world.issue("2026-04", on: "2026-05-02").documents.first)
    #expect(
      lines(document) == [
        // Two at 5 for one at 2: the difference is no quantity × price.
        "act prod 2026-03-09T23:00:00Z 2026-03-31T22:00:00Z 1 × null (acme-2026@2026-03-10) = 8.00",
        "act prod 2026-03-19T23:00:00Z 2026-03-31T22:00:00Z -1 × 3 (acme-2026@2026-03-20) = -3.00",
      ])
    let derivation = document.lines[0].derivation
    #expect(derivation?.owed == .init(quantity: "2", unitPrice: "5", amount: "10.00"))
    #expect(derivation?.billed == .init(quantity: "1", unitPrice: nil, amount: "2.00"))
    #expect(document.lines[1].derivation?.owed?.amount == "0.00")
    #expect(try world.preview("2026-05").documents.isEmpty)
  }
}
