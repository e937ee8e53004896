import Calendars
import Catalogue
import Decimals
import Invoicing
import Testing

/// Where amounts come from: prices, allotments and what was agreed.
@Suite struct ExplainAmountTests {
  private func explain(
    acme keys: String, tiered: String? = nil, line: Int, _ events: String...
  ) throws -> Explanation {
    let world = try BillingWorld(BillingWorld.documents(acme: keys, tiered: tiered))
    for event in events { try world.ingest(event) }
    let documents = try world.issue("2026-03", on: "2026-04-02").documents
    let number = documents.first { $0.period == "2026-03" }?.number
    let explanation = try world.explain(try #require(number), line: line)
    #expect(explanation.disagreements == [])
    return explanation
  }

  @Test func `a plain price is quantity times price, rounded once`() throws {
    let explanation = try explain(
      acme: "", line: 1, "l1 prod csp:fr1:level vm 2026-03-22T10:00:00Z 1")
    guard case .product(let exact, let agreement) = explanation.amount else {
      Issue.record("no product: \(explanation.amount)")
      return
    }
    // 10 ÷ 31 = 0.322581 × 12.00.
    #expect(exact.description == "3.870972" && agreement.stated.description == "3.87")
    let price = try #require(explanation.price)
    #expect(price.name == "l" && price.from?.description == "2026-01-01")
    #expect(price.until == nil && price.isUnchanged && price.versions.map(\.number) == [1])
    #expect(explanation.tax.lines == 1 && explanation.tax.group.amount == "0.77")
  }

  @Test func `an own price is the contract's`() throws {
    let explanation = try explain(
      acme: "overrides: [ { product: act, from: 2026-02-01, charge: { model: per_unit,"
        + " unit_price: 2 } }, { product: act, from: 2026-06-01, charge: { model: per_unit,"
        + " unit_price: 3 } } ]",
      line: 1, "a1 prod csp:fr1:act r 2026-03-22T10:00:00Z 1")
    let price = try #require(explanation.price)
    guard case .contract = price.origin else {
      Issue.record("not the contract's: \(price.origin)")
      return
    }
    #expect(price.name == "acme-2026" && price.until?.description == "2026-06-01")
  }

  @Test func `an allotment has every share, exactly, and who got the cents that were left`() throws
  {
    let world = try BillingWorld(
      BillingWorld.documents(acme: "", tiered: "{ model: flat, amount: \"100.00\" }")
        .replacing("tenants: [ prod, dev ]", with: "tenants: [ c, a, b ]"))
    try world.ingest(
      "t1 a csp:tiered r 2026-03-02T10:00:00Z 1", "t2 b csp:tiered r 2026-03-02T10:00:00Z 1",
      "t3 c csp:tiered r 2026-03-02T10:00:00Z 1")
    try world.issue("2026-03", on: "2026-04-02")
    let explanation = try world.explain(line: 2)
    guard case .shared(let price) = explanation.amount else {
      Issue.record("not shared: \(explanation.amount)")
      return
    }
    #expect(
      price.shares.map {
        "\($0.isThisLine ? "→" : "")\($0.tenant) \($0.exact?.description ?? "")"
          + " \($0.amount)\($0.hasRemainder ? "+" : "")"
      } == ["a 33.333333 33.34+", "→b 33.333333 33.33", "c 33.333333 33.33"])
    #expect(price.amounts.sum.description == "100.00" && explanation.disagreements == [])
  }

  @Test func `an adjustment of a share is explained by the shares as they were then`() throws {
    let world = try BillingWorld(
      BillingWorld.documents(
        acme: "",
        tiered: "{ model: graduated, tiers: [ { up_to: 10, unit_price: 90, flat: 5 },"
          + " { unit_price: 70 } ] }"))
    try world.ingest("t1 prod csp:tiered r 2026-03-02T10:00:00Z 9")
    try world.issue("2026-03", on: "2026-04-02")
    try world.ingest("t2 dev csp:tiered r 2026-03-02T10:00:00Z 2")
    try world.issue("2026-04", on: "2026-05-02")
    try world.ingest("t3 dev csp:tiered r 2026-03-03T10:00:00Z 1")
    // 10 × 90 + 5 + 70 = 975: 2/11 and 9/11 of it; 815.00 were billed to prod.
    let explanation = try world.explain("FR-2026-000002", line: 2)
    guard case .shared(let price) = explanation.amount else {
      Issue.record("not shared: \(explanation.amount)")
      return
    }
    #expect(price.shares.map { "\($0.tenant) \($0.amount)" } == ["dev 177.27", "prod 797.73"])
    #expect(explanation.owed.amount.description == "797.73")
    #expect(explanation.adjustment?.billed.map(\.number) == ["FR-2026-000001"])
    #expect(explanation.adjustment?.amountDifference.sum.description == "-17.27")
    #expect(explanation.disagreements == [])
  }

  @Test func `a commitment has its days and the lines of what was used`() throws {
    let explanation = try explain(
      acme: "commitments: [ { product: level, quantity: \"2\", from: 2026-03-11, months: 12 } ]",
      line: 3, "l1 prod csp:fr1:level vm 2026-03-22T10:00:00Z 1",
      "l2 dev csp:fr1:level vm 2026-03-22T10:00:00Z 1")
    guard case .commitment(let amount) = explanation.amount else {
      Issue.record("no commitment: \(explanation.amount)")
      return
    }
    // 21 of 31 days of 2: 1.354839; twice 0.322581 are used; 0.709677 × 12.00.
    #expect(amount.commitments.map(\.days) == [21] && amount.committed.sum.plain == "1.354839")
    #expect(amount.usedLines.map(\.tenant) == ["dev", "prod"])
    #expect(amount.used.sum.plain == "0.645162" && amount.quantity.sum.plain == "0.709677")
    #expect(amount.amount?.sum.description == "8.52")
  }

  @Test func `a commitment at tiers is the price of all less that of what was used`() throws {
    let explanation = try explain(
      acme: "commitments: [ { product: tiered, quantity: 12, from: 2026-03-01, months: 1 } ]",
      tiered: "{ model: graduated, tiers: [ { up_to: 10, unit_price: 90 }, { unit_price: 70 } ] }",
      line: 2, "t1 prod csp:tiered r 2026-03-02T10:00:00Z 9")
    guard case .commitment(let amount) = explanation.amount else {
      Issue.record("no commitment: \(explanation.amount)")
      return
    }
    // 900 + 140 − 810.
    #expect(amount.priceOfUsed?.description == "810" && amount.amount?.sum.description == "230.00")
  }

  @Test func `discounts have their lines, and what the earlier ones took`() throws {
    let explanation = try explain(
      acme: "discounts: [ { percent: 10, services: [Housing] }, { percent: 50 } ]", line: 4,
      "a1 prod csp:fr1:act r 2026-03-22T10:00:00Z 8",
      "l1 prod csp:fr1:level vm 2026-02-22T10:00:00Z 1")
    guard case .discount(let amount) = explanation.amount else {
      Issue.record("no discount: \(explanation.amount)")
      return
    }
    // 1.25 less 10 % leaves 1.125, and 12.00: half of 13.125 is 6.5625.
    #expect(amount.lines.map(\.amount.description) == ["1.25", "12.00"])
    #expect(amount.earlier.map(\.taken.description) == ["0.13"])
    #expect(amount.base.sum.plain == "13.125" && amount.amount.sum.description == "-6.56")
  }

  @Test func `a minimum is what all other lines lack`() throws {
    let explanation = try explain(
      acme: "minimum_monthly: \"100.00\"\n  discounts: [ { percent: 10 } ]", line: 3,
      "a1 prod csp:fr1:act r 2026-03-22T10:00:00Z 1")
    guard case .minimum(let amount) = explanation.amount else {
      Issue.record("no minimum: \(explanation.amount)")
      return
    }
    #expect(amount.due.description == "100.00" && amount.days == 31)
    #expect(
      amount.others.map { "\($0.kind) \($0.lines) \($0.amount)" }
        == ["usage 1 1.25", "discount 1 -0.13"])
    #expect(amount.amount.sum.description == "98.88")
  }

  @Test func `a one-off charge names the contract and its version`() throws {
    let charge =
      "charges: [ { id: setup, period: 2026-03, label: { fr: Mise, en: Set-up },"
      + " amount: \"500.00\", service: Housing } ]"
    let world = try BillingWorld(BillingWorld.documents(acme: charge))
    try world.issue("2026-03", on: "2026-04-02")
    let before = try world.explain()
    guard case .oneOff(let amount) = before.amount else {
      Issue.record("no charge: \(before.amount)")
      return
    }
    #expect(amount.contract == "acme-2026" && amount.id == "setup")
    #expect(amount.versions.map(\.number) == [1] && before.disagreements == [])
    // Taken back, the line stands, and the contract says so.
    try world.correct(BillingWorld.documents, on: "2026-04-10")
    guard case .oneOff(let corrected) = try world.explain().amount else { return }
    #expect(corrected.charge == nil && !corrected.amount.holds)
    #expect(corrected.versions.map(\.reason) == [nil, "it was wrong"])
    try world.issue("2026-04", on: "2026-05-02")
    let credit = try world.explain("FR-2026-000002")
    #expect(credit.adjustment?.amountDifference.sum.description == "-500.00")
    #expect(credit.owed.amount.isZero && credit.disagreements == [])
  }
}
