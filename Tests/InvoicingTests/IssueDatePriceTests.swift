import Calendars
import Invoicing
import Testing

/// Price lists that are effective by the issue date (contract, section 4, "Lines", 3; rule G4).
@Suite struct IssueDatePriceTests {
  private static func documents(act price: String = "1.50") -> String {
    BillingWorld.documents
      .replacing("currency: EUR\n", with: "currency: EUR\n  effective: issue_date\n")
      .replacing(
        "product: act, charge: { model: per_unit, unit_price: \"1.50\"",
        with: "product: act, charge: { model: per_unit, unit_price: \"\(price)\"")
  }

  private func ingest(_ world: BillingWorld) throws {
    try world.ingest(
      "a1 prod csp:fr1:act r 2026-04-02T10:00:00Z 1", "a2 prod csp:fr1:act r 2026-05-20T10:00:00Z 1"
    )
  }

  @Test(arguments: [("2026-05-10", "1.25"), ("2026-05-11", "1.50")])
  func `the version of the issue date prices the month, whole`(date: String, price: String) throws {
    let world = try BillingWorld(Self.documents())
    try ingest(world)
    let april = try world.issue("2026-04", on: date).documents
    #expect(april.map(\.summary) == [["usage act prod 2026-04 1 × \(price) = \(price)"]])
    // May is not split, though the version begins in it.
    let may = try world.issue("2026-05", on: "2026-06-02").documents
    #expect(may.map(\.summary) == [["usage act prod 2026-05 1 × 1.50 = 1.50"]])
  }

  @Test func `a late event of a billed month keeps that month's version`() throws {
    let world = try BillingWorld(Self.documents())
    try ingest(world)
    try world.issue("2026-04", on: "2026-05-02")
    try world.ingest("a3 prod csp:fr1:act r 2026-04-03T10:00:00Z 1")
    let document = try #require(try world.issue("2026-05", on: "2026-06-02").documents.first)
    #expect(
      document.summary == [
        "usage act prod 2026-05 1 × 1.50 = 1.50", "adjustment act prod 2026-04 1 × 1.25 = 1.25",
      ])
    // A month without a document takes the version of the first one that bills it.
    try world.ingest("a4 prod csp:fr1:act r 2026-03-03T10:00:00Z 1")
    #expect(
      try world.issue("2026-06", on: "2026-07-02").documents.first?.summary
        == ["adjustment act prod 2026-03 1 × 1.50 = 1.50"])
  }

  @Test func `a corrected version corrects what it priced`() throws {
    let world = try BillingWorld(Self.documents())
    try ingest(world)
    try world.issue("2026-05", on: "2026-06-02")
    try world.correct(Self.documents(act: "1.40"), on: "2026-06-10")
    let document = try #require(try world.preview("2026-06").documents.first)
    #expect(document.kind == .creditNote)
    // 1.50 of 2 acts, both of which the issue date of June priced.
    #expect(
      document.summary == [
        "adjustment act prod 2026-04 0 × null = 0.10",
        "adjustment act prod 2026-05 0 × null = 0.10",
      ])
  }

  @Test func `a preview prices as of a day, today by default`() throws {
    let world = try BillingWorld(Self.documents())
    try ingest(world)
    let april = try #require(Period("2026-04"))
    let price = { (date: String?, now: String) in
      try world.billing(at: now).preview(
        april, organisations: [],
        issueDate: date.flatMap { LocalDate($0) }
      ).documents.first?.lines.first?.unitPrice
    }
    #expect(try price(nil, "2026-05-10T12:00:00Z") == "1.25")
    #expect(try price(nil, "2026-05-10T22:00:00Z") == "1.50")
    #expect(try price("2026-05-10", "2026-12-31T12:00:00Z") == "1.25")
  }

  @Test func `a preview of several months prices each as it will be issued`() throws {
    let world = try BillingWorld(Self.documents())
    try ingest(world)
    let preview = try world.billing().preview(
      #require(Period("2026-06")), organisations: [],
      issueDate: LocalDate("2026-07-02"))
    #expect(
      preview.documents.map(\.summary) == [
        ["usage act prod 2026-04 1 × 1.50 = 1.50"], ["usage act prod 2026-05 1 × 1.50 = 1.50"],
      ])
    // Nothing is billed twice: the dates of what is previewed are kept for what follows.
    #expect(preview.documents.allSatisfy { $0.issuedOn == nil })
  }

  @Test func `a contract that follows another is priced as of that day too`() throws {
    let next = """

      ---
      kind: Contract
      name: acme-next
      spec:
        organisation: acme
        seller: s
        price_list: l
        from: 2026-04-01
        vat: { category: S, rate: "20.00" }
      """
    let documents = Self.documents()
      .replacing("  from: 2026-01-01\n  pay", with: "  from: 2026-01-01\n  to: 2026-04-01\n  pay")
      .replacing(
        "---\nkind: Seller", with: "    - { from: 2026-09-01, prices: [] }\n---\nkind: Seller")
    let world = try BillingWorld(documents + next)
    try world.ingest("a1 prod csp:fr1:act r 2026-04-02T10:00:00Z 1")
    let preview = try world.billing().preview(
      #require(Period("2026-04")), organisations: [], issueDate: LocalDate("2026-05-02"))
    #expect(preview.obstacles.map(\.message) == [])
    #expect(preview.documents.map(\.summary) == [["usage act prod 2026-04 1 × 1.25 = 1.25"]])
  }
}
