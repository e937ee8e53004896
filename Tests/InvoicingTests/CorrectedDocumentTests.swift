import Calendars
import Catalogue
import Documents
import Invoicing
import Testing

/// After a correction, what is owed follows.
@Suite struct CorrectedDocumentTests {
  /// Applies the world's documents with some texts replaced, in the middle of April.
  @discardableResult
  private func correct(
    _ world: BillingWorld, _ replacements: (old: String, new: String)...
  ) throws -> [String] {
    var text = BillingWorld.documents
    for (old, new) in replacements {
      #expect(text.contains(old))
      text = text.replacing(old, with: new)
    }
    let now = try #require(Instant(rfc3339: "2026-04-15T12:00:00Z"))
    return try Application(world.connection, now: now)
      .apply(DocumentNode.documents(of: text, file: "f.yaml"), correctingBecause: "test")
      .filter { $0.outcome != .unchanged }.map { "\($0.outcome) \($0.name)" }
  }

  @Test func `a corrected price of a billed month becomes an adjustment`() throws {
    let world = try BillingWorld()
    try world.ingest("a1 prod csp:fr1:act r 2026-02-20T10:00:00Z 4")
    try world.issue("2026-02", on: "2026-03-02")
    #expect(
      try correct(world, ("unit_price: \"1.25\"", "unit_price: \"1.50\"")) == ["corrected l"])
    let document = try #require(try world.preview("2026-03").documents.first)
    #expect(document.summary == ["adjustment act prod 2026-02 0 × null = 0.25"])
    #expect(document.lines[0].corrects?.number == "FR-2026-000001")
    #expect(document.totals.vat.map(\.amount) == ["0.05"])
    // Issued once, it is settled.
    try world.issue("2026-03", on: "2026-04-16")
    #expect(try world.preview("2026-04").documents.isEmpty)
  }

  @Test func `a corrected tenancy moves usage from one customer to the other`() throws {
    let world = try BillingWorld()
    try world.ingest("a1 prod csp:fr1:act r 2026-02-20T10:00:00Z 1")
    try world.issue("2026-02", on: "2026-03-02")
    let changed = try correct(
      world, ("tenants: [ beta ]", "tenants: [ beta, { name: prod, from: 2026-02-16 } ]"))
    #expect(changed == ["corrected beta"])
    let documents = try world.preview("2026-03").documents
    // Beta's February has no document yet, Acme's has.
    #expect(documents.map(\.organisation) == ["beta", "acme"])
    #expect(documents.map(\.kind) == [.invoice, .creditNote])
    #expect(documents[0].summary == ["usage act prod 2026-02 1 × 1.25 = 1.25"])
    #expect(documents[1].summary == ["adjustment act prod 2026-02 1 × 1.25 = 1.25"])
  }

  @Test func `a corrected end gives back the months after it`() throws {
    let world = try BillingWorld()
    try world.ingest("l1 beta csp:fr1:level vm 2026-02-16T10:00:00Z 1")
    try world.issue("2026-03", on: "2026-04-02")
    #expect(
      try correct(world, ("  from: 2026-02-16", "  from: 2026-02-16\n  to: 2026-03-01"))
        == ["corrected beta-2026"])
    let document = try #require(try world.preview("2026-04").documents.first)
    #expect(document.kind == .creditNote)
    #expect(document.summary == ["adjustment level beta 2026-03 1 × 12.00 = 12.00"])
  }

  @Test func `usage after a corrected end is an obstacle, not a loss`() throws {
    let world = try BillingWorld()
    try world.ingest("b1 beta csp:fr1:act r 2026-03-20T10:00:00Z 1")
    try world.issue("2026-03", on: "2026-04-02")
    try correct(world, ("  from: 2026-02-16", "  from: 2026-02-16\n  to: 2026-03-01"))
    let result = try world.preview("2026-04")
    #expect(result.obstacles.map(\.code) == [.outsideContracts])
    #expect(result.documents.isEmpty)
  }

  @Test func `a corrected beginning gives back the months before it`() throws {
    let world = try BillingWorld()
    try world.ingest("l1 beta csp:fr1:level vm 2026-02-15T23:30:00Z 1")
    try world.issue("2026-03", on: "2026-04-02")
    try correct(world, ("  from: 2026-02-16", "  from: 2026-03-01"))
    let document = try #require(
      try world.preview("2026-04").documents.first { $0.period == "2026-04" })
    // April's own level, less the 13 of 28 days of February: 0.464286 × 12 = 5.57.
    #expect(
      document.summary == [
        "usage level beta 2026-04 1 × 12.00 = 12.00",
        "adjustment level beta 2026-02 -0.464286 × 12.00 = -5.57",
      ])
  }

  @Test func `a corrected beginning adds the months before what was billed`() throws {
    let world = try BillingWorld(
      BillingWorld.documents.replacing("  from: 2026-02-16", with: "  from: 2026-03-01"))
    try world.ingest("l1 beta csp:fr1:level vm 2026-02-15T23:30:00Z 1")
    try world.issue("2026-03", on: "2026-04-02")
    #expect(try correct(world) == ["corrected beta-2026"])
    let document = try #require(try world.preview("2026-04").documents.first)
    #expect(
      document.summary == [
        "usage level beta 2026-04 1 × 12.00 = 12.00",
        "adjustment level beta 2026-02 0.464286 × 12.00 = 5.57",
      ])
  }

  @Test func `a corrected VAT takes back the old and adds the new`() throws {
    let world = try BillingWorld()
    try world.ingest("a1 prod csp:fr1:act r 2026-02-20T10:00:00Z 1")
    try world.issue("2026-02", on: "2026-03-02")
    try correct(world, ("rate: \"20.00\"", "rate: \"10.00\""))
    let document = try #require(try world.preview("2026-03").documents.first)
    #expect(document.kind == .creditNote)
    #expect(
      document.totals.vat.map { "\($0.rate) \($0.base) \($0.amount)" }
        == ["10.00 -1.25 -0.13", "20.00 1.25 0.25"])
    #expect(document.totals.gross == "0.12")
  }

  @Test(arguments: [
    ("organisation: acme\n", "organisation: beta\n"),
    ("seller: s\n  price_list", "seller: s2\n  price_list"),
    ("  payment_terms_days: 30", "  timezone: Europe/Berlin"), ("currency: EUR", "currency: CHF"),
    ("price_list: l\n  from: 2026-01-01", "price_list: l2\n  from: 2026-01-01"),
  ])
  func `what documents were issued on stands for good`(old: String, new: String) throws {
    let world = try BillingWorld()
    let (seller, list) = (
      """
      kind: Seller
      name: s2
      spec:
        legal_name: Vendeur SAS
        identifiers: { siren: "123456782" }
        address: { line1: 1 rue A, postcode: "75001", city: Paris, country: FR }
        numbering: { series: GB, pattern: "{series}-{year}-{seq:6}" }
      """,
      "kind: PriceList\nname: l2\nspec: { currency: CHF, from: 2026-01-01, prices: [] }\n"
    )
    let now = try #require(Instant(rfc3339: "2026-01-02T00:00:00Z"))
    _ = try Application(world.connection, now: now)
      .apply(DocumentNode.documents(of: seller + "\n---\n" + list, file: "f"))
    try world.ingest("a1 prod csp:fr1:act r 2026-02-20T10:00:00Z 1")
    #expect(try world.issue("2026-02", on: "2026-03-02").documents.count == 1)
    #expect {
      try correct(world, (old, new))
    } throws: { ($0 as? DocumentError)?.code == .cannotBeCorrected }
  }

  @Test func `without documents a contract's terms can be corrected`() throws {
    let world = try BillingWorld()
    #expect(
      try correct(world, ("currency: EUR", "currency: CHF")) == ["corrected l"])
  }
}
