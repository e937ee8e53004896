import Calendars
import Catalogue
import Foundation
import Invoicing
import Testing

/// What a preview supposes: another date of issue, another price list; and what it compares.
@Suite struct PreviewTests {
  /// Lists beside the world's own: `other` in euros, `dollars`, and `dated`, which is chosen by
  /// the date of issue.
  private static let lists = """

    ---
    kind: PriceList
    name: other
    spec:
      currency: EUR
      from: 2026-01-01
      prices:
        - { product: act, charge: { model: per_unit, unit_price: "7" } }
        - { product: level, charge: { model: per_unit, unit_price: "100" } }
    ---
    kind: PriceList
    name: dollars
    spec:
      currency: USD
      from: 2025-01-01
      prices: [ { product: act, charge: { model: per_unit, unit_price: "1" } } ]
    ---
    kind: PriceList
    name: dated
    spec:
      currency: EUR
      effective: issue_date
      versions:
        - from: 2026-01-01
          prices: [ { product: act, charge: { model: per_unit, unit_price: "2" } } ]
        - from: 2027-05-01
          prices: [ { product: act, charge: { model: per_unit, unit_price: "3" } } ]
    """

  private func world() throws -> BillingWorld {
    let documents = BillingWorld.documents.replacing(
      "  payment_terms_days: 30",
      with: """
          payment_terms_days: 30
          overrides:
            - { product: level, from: 2026-01-01, charge: { model: per_unit, unit_price: "11" } }
          discounts: [ { percent: "10" } ]
          charges:
            - { id: c, period: 2026-04, label: { fr: C, en: C }, amount: "5.00", service: Support }
        """)
    return try BillingWorld(documents + Self.lists)
  }

  private func preview(
    _ world: BillingWorld, _ period: String, on date: String? = nil, by list: String? = nil,
    comparing: Bool = false, organisations: [String] = []
  ) throws -> Billing.Result {
    let directory = try DocumentStore(world.connection).directory()
    return try world.billing().preview(
      try #require(Period(period)), organisations: organisations,
      issueDate: try date.map { try #require(LocalDate($0)) },
      priceList: try list.map { try directory.priceList(named: $0) }, comparing: comparing)
  }

  /// The lines of `act`.
  private func acts(_ result: Billing.Result) -> [String] {
    result.documents.flatMap(\.summary).filter { $0.contains(" act ") }
  }

  @Test func `a date before the period's end is refused, the future is not`() throws {
    let world = try world()
    try world.ingest("a1 prod csp:fr1:act r 2026-03-02T10:00:00Z 1")
    let date = try #require(LocalDate("2026-03-31"))
    let period = try #require(Period("2026-03"))
    #expect(throws: InvoicingError.issueDateBeforePeriodEnd(date, period: period)) {
      try preview(world, "2026-03", on: "2026-03-31")
    }
    #expect(try preview(world, "2026-03", on: "2026-04-01").documents.count == 1)
    #expect(try preview(world, "2026-03", on: "2029-04-01").documents.count == 1)
    // Without a date a month that is running is previewed too.
    #expect(
      try world.billing(at: "2026-03-15T12:00:00Z").preview(period, organisations: [])
        .documents.count == 1)
  }

  @Test func `the date of issue chooses the version where the list says so`() throws {
    let world = try world()
    try world.ingest("a1 prod csp:fr1:act r 2026-03-02T10:00:00Z 1")
    let prices = try ["2027-04-30", "2027-05-01"].map {
      try acts(preview(world, "2026-03", on: $0, by: "dated"))
    }
    #expect(
      prices == [
        ["usage act prod 2026-03 1 × 2 = 2.00"], ["usage act prod 2026-03 1 × 3 = 3.00"],
      ])
  }

  @Test func `what is issued keeps its list, the rest is priced by the other`() throws {
    let world = try world()
    try world.ingest(
      "a1 prod csp:fr1:act r 2026-02-02T10:00:00Z 1",
      "a2 prod csp:fr1:act r 2026-03-02T10:00:00Z 1",
      "a3 prod csp:fr1:act r 2026-04-02T10:00:00Z 1",
      "l1 prod csp:fr1:level v 2026-04-30T10:00:00Z 3")
    try world.issue("2026-02", on: "2026-03-02")
    // Late, for a month that is issued.
    try world.ingest("a4 prod csp:fr1:act r 2026-02-03T10:00:00Z 1")
    let result = try preview(world, "2026-04", by: "other", organisations: ["acme"])
    #expect(
      acts(result) == [
        "usage act prod 2026-03 1 × 7 = 7.00", "adjustment act prod 2026-02 1 × 1.25 = 1.25",
        "usage act prod 2026-04 1 × 7 = 7.00",
      ])
    // An own price stays: a tenth of a month of 3 at 11.
    #expect(
      result.documents.flatMap(\.summary).contains("usage level prod 2026-04 0.1 × 11 = 1.10"))
    #expect(try acts(preview(world, "2026-04")).contains("usage act prod 2026-04 1 × 1.25 = 1.25"))
    // Nothing was written.
    #expect(try world.issue("2026-04", on: "2026-05-02").documents.count == 2)
  }

  @Test func `a list in another currency is an error, and so is one without a price`() throws {
    let world = try world()
    try world.ingest("s1 prod csp:started r 2026-03-02T10:00:00Z 1")
    let error = #expect(throws: TermsError.self) {
      try preview(world, "2026-03", by: "dollars")
    }
    #expect(error?.code == "other_currency")
    #expect(try preview(world, "2026-03", by: "other").obstacles.map(\.code) == [.noPrice])
  }

  /// Changes as `ORGANISATION SUBJECT PREVIOUS CURRENT CHANGE`.
  private func changes(_ result: Billing.Result) -> [String]? {
    result.changes?.map { change in
      "\(change.organisation) \(change.product ?? change.kind?.rawValue ?? "-") \(change.previous)"
        + " \(change.current) \(change.change)"
    }
  }

  @Test func `a date before the series' last document is refused as in an issue`() throws {
    let world = try world()
    try world.ingest(
      "a1 prod csp:fr1:act r 2026-02-20T10:00:00Z 1",
      "b1 beta csp:fr1:act r 2026-03-20T10:00:00Z 1")
    try world.issue("2026-03", on: "2026-05-05", organisations: ["beta"])
    #expect {
      try preview(world, "2026-03", on: "2026-05-04")
    } throws: { error in
      guard case InvoicingError.issueDateBeforeLastDocument = error else { return false }
      return true
    }
    #expect(try preview(world, "2026-03", on: "2026-05-05").documents.count == 1)
  }

  @Test func `an ended contract in another currency asks nobody for a list`() throws {
    let ended = """

      ---
      kind: Contract
      name: acme-old
      spec:
        organisation: acme
        seller: s
        price_list: dollars
        from: 2025-11-01
        to: 2026-01-01
        vat: { category: S, rate: "20" }
      """
    let world = try BillingWorld(BillingWorld.documents + Self.lists + ended)
    try world.ingest(
      "a0 prod csp:fr1:act r 2025-12-20T10:00:00Z 1",
      "a1 prod csp:fr1:act r 2026-03-20T10:00:00Z 1")
    #expect(try world.issue("2025-12", on: "2026-01-02").documents.map(\.currency) == ["USD"])
    #expect(
      try preview(world, "2026-03", by: "other", organisations: ["acme"]).documents.map(\.summary)
        == [["usage act prod 2026-03 1 × 7 = 7.00"]])
  }

  @Test func `months stand side by side, as owed now`() throws {
    let world = try world()
    try world.ingest(
      "a1 prod csp:fr1:act r 2026-03-02T10:00:00Z 1", "a2 dev csp:fr1:act r 2026-03-02T10:00:00Z 1",
      "t1 prod csp:tiered r 2026-03-02T10:00:00Z 1",
      "l1 prod csp:fr1:level v 2026-04-30T10:00:00Z 3",
      "a3 prod csp:fr1:act r 2026-04-02T10:00:00Z 1",
      "b1 beta csp:fr1:act r 2026-04-20T10:00:00Z 2")
    try world.issue("2026-03", on: "2026-04-02", organisations: ["acme"])
    // Owed, not billed: it came after the document.
    try world.ingest("a4 prod csp:fr1:act r 2026-03-03T10:00:00Z 1")
    #expect(try changes(world.preview("2026-04")) == nil)
    #expect(
      try changes(preview(world, "2026-04", comparing: true)) == [
        // 3 × 1.25; in April one act, the level of a day, a charge; a tenth off usage.
        "acme act 3.75 1.25 -2.50", "acme level 0.00 1.10 1.10", "acme tiered 10.00 0.00 -10.00",
        "acme one_off 0.00 5.00 5.00", "acme discount -1.38 -0.24 1.14",
        "beta act 0.00 1.25 1.25",
      ])
    // The issued month keeps its list.
    #expect(
      try changes(
        preview(world, "2026-04", by: "other", comparing: true, organisations: ["acme"]))?.first
        == "acme act 3.75 7.00 3.25")
    #expect(
      try changes(preview(world, "2026-04", by: "other", comparing: true))?.last
        == "beta act 0.00 7.00 7.00")
  }

  @Test func `what cannot be billed is not compared; what is issued is`() throws {
    let world = try world()
    try world.ingest(
      "x1 prod csp:free r 2026-04-02T10:00:00Z 1", "b1 beta csp:fr1:act r 2026-04-20T10:00:00Z 2")
    try world.issue("2026-04", on: "2026-05-02")
    let result = try preview(world, "2026-04", comparing: true)
    #expect(result.documents.isEmpty && result.obstacles.map(\.organisation) == ["acme"])
    #expect(changes(result) == ["beta act 0.00 1.25 1.25"])
  }

  @Test func `an organisation without a contract, first of all, is nothing to compare`() throws {
    let prospect = """

      ---
      kind: Organisation
      name: aaa
      spec:
        legal_name: A
        address: { line1: 1 rue C, postcode: "75003", city: Paris, country: FR }
        tenants: [ aaa ]
      """
    let world = try BillingWorld(BillingWorld.documents + prospect)
    try world.ingest("a1 prod csp:fr1:act r 2026-04-20T10:00:00Z 2")
    let result = try preview(world, "2026-04", comparing: true)
    #expect(changes(result) == ["acme act 0.00 1.25 1.25"])
  }
}
