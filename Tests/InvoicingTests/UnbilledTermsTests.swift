import Invoicing
import Testing

/// What a contract has agreed to and cannot be billed yet stands in the way of the months that it
/// would change, and of no other.
@Suite struct UnbilledTermsTests {
  private static let charge =
    "charges: [ { id: a, period: 2026-03, label: { fr: A, en: A }, amount: 5, service: Housing } ]"

  @Test(arguments: [
    ("discounts: [ { percent: 5 } ]", true),
    ("discounts: [ { percent: 5, services: [Network] } ]", false),
    ("discounts: [ { percent: 5, services: [Network, Housing] } ]", true),
    ("discounts: [ { percent: \"0.00\" } ]", false),
    ("discounts: [ { from: 2026-03-31, percent: 5 } ]", true),
    ("discounts: [ { from: 2026-04-01, percent: 5 } ]", false),
    ("discounts: [ { percent: 5 }, { from: 2026-03-01, percent: 0 } ]", false),
    ("overrides: [ { product: act, from: 2026-03-31, charge: { model: flat, amount: 1 } } ]", true),
    (
      "overrides: [ { product: act, from: 2026-04-01, charge: { model: flat, amount: 1 } } ]", false
    ),
    (
      "overrides: [ { product: free, from: 2026-03-01, charge: { model: flat, amount: 1 } } ]",
      false
    ),
    ("commitments: [ { product: free, quantity: 1, from: 2026-03-31, months: 1 } ]", true),
    ("commitments: [ { product: act, quantity: 1, from: 2026-03-01, months: 1 } ]", false),
    ("commitments: [ { product: act, quantity: \"1.1\", from: 2026-03-01, months: 1 } ]", true),
    ("commitments: [ { product: free, quantity: 1, from: 2026-04-01, months: 1 } ]", false),
    ("commitments: [ { product: free, quantity: 1, from: 2026-02-16, months: 1 } ]", true),
    (charge, true), (charge.replacing("2026-03", with: "2026-04"), false),
    (charge.replacing("amount: 5", with: "amount: 0"), false),
    ("minimum_monthly: [ { from: 2026-03-01, amount: \"1.25\" } ]", false),
    ("minimum_monthly: [ { from: 2026-03-01, amount: \"1.26\" } ]", true),
    ("minimum_monthly: [ { from: 2026-04-01, amount: 100 } ]", false),
    ("components: [ { match: fr1/az1/compute/x } ]", false),
  ])
  func `it stands in the way where it matters`(keys: String, matters: Bool) throws {
    let world = try BillingWorld(
      BillingWorld.documents.replacing(
        "  from: 2026-02-16\n", with: "  from: 2026-02-16\n  \(keys)\n"))
    try world.ingest("b1 beta csp:fr1:act r 2026-03-20T10:00:00Z 1")
    let result = try world.preview("2026-03")
    #expect(result.obstacles.map(\.code) == (matters ? [.contractKeyNotSupported] : []))
    if let obstacle = result.obstacles.first {
      #expect(obstacle.organisation == "beta")
      #expect(obstacle.message.contains("`\(keys.prefix { $0 != ":" })` of beta-2026"))
      #expect(result.documents.isEmpty)
    } else {
      #expect(result.documents.map(\.summary) == [["usage act beta 2026-03 1 × 1.25 = 1.25"]])
    }
  }

  @Test func `a one-off charge without any usage stands in the way too`() throws {
    let world = try BillingWorld(
      BillingWorld.documents.replacing(
        "  from: 2026-02-16\n", with: "  from: 2026-02-16\n  \(Self.charge)\n"))
    #expect(try world.issue("2026-03", on: "2026-04-02").obstacles.map(\.organisation) == ["beta"])
  }

  @Test func `a VAT that holds for the whole month is used, one that changes within is not`() throws
  {
    let vat = """
      vat: [ { from: 2026-02-16, category: G, rate: "0", reason: Export },
          { from: 2026-03-01, category: S, rate: "20" },
          { from: 2026-04-15, category: S, rate: 21 } ]
      """
    let world = try BillingWorld(
      BillingWorld.documents.replacing(
        "vat: { category: G, rate: \"0\", reason: Export }", with: vat)
    )
    try world.ingest(
      "b1 beta csp:fr1:act r 2026-02-20T10:00:00Z 1",
      "b2 beta csp:fr1:act r 2026-03-20T10:00:00Z 1")
    let march = try world.preview("2026-03")
    #expect(march.documents.map { $0.totals.vat.map(\.rate) } == [["0"], ["20"]])
    #expect(try world.preview("2026-04").obstacles.isEmpty)
    try world.ingest("b3 beta csp:fr1:act r 2026-04-20T10:00:00Z 1")
    let april = try world.preview("2026-04")
    #expect(april.obstacles.map(\.code) == [.vatChangesInPeriod])
  }

  @Test func `a VAT that changes for other services only is no obstacle`() throws {
    let vat = """
      vat: [ { from: 2026-02-16, category: S, rate: "20" },
          { from: 2026-03-15, category: S, rate: "20.0", exceptions: [
            { services: [Support], category: E, rate: "0", reason: Article 261 } ] } ]
      """
    let world = try BillingWorld(
      BillingWorld.documents.replacing(
        "vat: { category: G, rate: \"0\", reason: Export }", with: vat)
    )
    try world.ingest("b1 beta csp:fr1:act r 2026-03-20T10:00:00Z 1")
    #expect(try world.preview("2026-03").obstacles.isEmpty)
    try world.ingest("b2 beta csp:started r 2026-03-20T10:00:00Z 1")
    #expect(try world.preview("2026-03").obstacles.map(\.code) == [.vatChangesInPeriod])
  }

  @Test func `prices of the issue date stand in the way where a later version exists`() throws {
    let world = try BillingWorld(
      BillingWorld.documents.replacing(
        "  currency: EUR\n", with: "  currency: EUR\n  effective: issue_date\n"))
    try world.ingest("b1 beta csp:fr1:act r 2026-06-20T10:00:00Z 1")
    #expect(try world.preview("2026-06").obstacles.isEmpty)
    try world.ingest("a1 prod csp:fr1:act r 2026-03-20T10:00:00Z 1")
    #expect(try world.preview("2026-06").obstacles.map(\.code) == [.issueDatePricesNotSupported])
  }
}
