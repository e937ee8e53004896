import Invoicing
import Testing

/// One-off charges, discounts and the monthly minimum (contract, section 4, "Lines", 4).
@Suite struct AgreedLineTests {
  private static let setup =
    "{ id: setup-1, period: 2026-03, label: { fr: Mise en service, en: Set-up },"
    + " amount: \"500.00\", service: OpenIaaS }"
  private static let refund =
    "{ id: refund, period: 2026-03, label: { fr: Geste, en: Goodwill }, amount: \"-20.5\","
    + " service: Support }"

  private func world(_ keys: String) throws -> BillingWorld {
    try BillingWorld(BillingWorld.documents(acme: keys))
  }

  private func march(_ world: BillingWorld) throws -> InvoiceDocument? {
    try world.preview("2026-03").documents.first { $0.period == "2026-03" }
  }

  @Test func `one-off charges are due once, without any usage, and may be negative`() throws {
    let world = try world("charges: [ \(Self.setup), \(Self.refund) ]")
    let documents = try world.issue("2026-05", on: "2026-06-02").documents
    let document = try #require(documents.first)
    #expect(documents.count == 1)
    #expect(document.labels == ["Mise en service 1 500.00", "Geste 1 -20.50"])
    #expect(document.lines.map(\.kind) == [.oneOff, .oneOff])
    #expect(document.lines.map(\.unitPrice) == ["500.00", "-20.50"])
    #expect(document.lines.map(\.unit) == ["forfait", "forfait"])
    #expect(document.lines.map(\.priceVersion) == ["acme-2026#setup-1", "acme-2026#refund"])
    #expect(document.lines.allSatisfy { $0.product == nil && $0.sku == nil && $0.tenant == nil })
    // Support is exempt.
    #expect(
      document.totals.vat.map { "\($0.category) \($0.rate) \($0.base) \($0.amount)" }
        == ["E 0 -20.50 0.00", "S 20.00 500.00 100.00"])
  }

  @Test func `negative ones alone make a credit note that corrects nothing`() throws {
    let document = try #require(try march(try world("charges: [ \(Self.refund) ]")))
    #expect(document.kind == .creditNote && document.corrects == [])
    #expect(
      document.lines.map { "\($0.quantity) \($0.unitPrice ?? "") \($0.amount)" } == [
        "-1 -20.50 20.50"
      ])
  }

  @Test func `a charge that is taken back keeps its words`() throws {
    let world = try world("charges: [ \(Self.setup) ]")
    try world.issue("2026-03", on: "2026-04-02")
    try world.correct(BillingWorld.documents, on: "2026-04-10")
    let document = try #require(try world.issue("2026-04", on: "2026-05-02").documents.first)
    #expect(document.kind == .creditNote)
    #expect(document.labels == ["Mise en service 1 500.00"])
    let line = document.lines[0]
    #expect(line.unit == "forfait" && line.service == "OpenIaaS" && line.adjusts == .oneOff)
    #expect(line.from == "2026-02-28T23:00:00Z" && line.to == "2026-03-31T22:00:00Z")
    #expect(document.corrects.map(\.number) == ["FR-2026-000001"])
    #expect(try world.preview("2026-05").documents.isEmpty)
  }

  @Test func `an amount that was wrong is corrected by the difference`() throws {
    let world = try world("charges: [ \(Self.setup) ]")
    try world.issue("2026-03", on: "2026-04-02")
    try world.correct(
      BillingWorld.documents(acme: "charges: [ \(Self.setup) ]").replacing("500.00", with: "480"),
      on: "2026-04-10")
    #expect(
      try world.preview("2026-04").documents.first?.summary
        == ["adjustment - - 2026-03 0 × null = 20.00"])
  }

  @Test func `discounts are taken one off what the other leaves, by VAT group`() throws {
    let world = try world(
      "discounts: [ { percent: \"12.5\", services: [Housing, Support] }, { percent: 10 } ]")
    try world.ingest(
      "a1 prod csp:fr1:act r 2026-03-02T10:00:00Z 1",
      "l1 prod csp:fr1:level vm 2026-02-28T23:00:00Z 1",
      "s1 prod csp:started r 2026-03-02T10:00:00Z 1")
    let document = try #require(try march(world))
    // S: 1.25 of Housing and 12.00 of OpenIaaS; E: 80 of Support. 12.5 % of 80 is 10, of 1.25
    // 0.15625 -> 0.16. 10 % of 70 is 7; of 12 + 1.09375 it is 1.309375 -> 1.31.
    #expect(
      document.labels.suffix(4) == [
        "Remise 12,5 % · Housing, Support 1 -10.00", "Remise 12,5 % · Housing, Support 1 -0.16",
        "Remise 10 % 1 -7.00", "Remise 10 % 1 -1.31",
      ])
    #expect(
      document.lines.suffix(4).map { $0.derivation?.percent } == ["12.5", "12.5", "10", "10"])
    #expect(
      document.lines.suffix(4).map { $0.derivation?.base } == ["80", "1.25", "70", "13.09375"])
    #expect(document.lines.suffix(4).map(\.vatCategory) == ["E", "S", "E", "S"])
    #expect(document.lines.suffix(4).allSatisfy { $0.kind == .discount && $0.service == nil })
    #expect(document.lines.last?.priceVersion == "acme-2026@2026-01-01#discount-2")
    // 80 + 1.25 + 12 - 18.47.
    #expect(document.totals.net == "74.78")
  }

  @Test func `a discount counts commitments, and neither one-offs nor other services`() throws {
    let world = try world(
      """
      discounts: [ { percent: 50, services: [OpenIaaS] } ]
        commitments: [ { product: level, quantity: 1, from: 2026-03-01, months: 1 } ]
        charges: [ \(Self.setup) ]
      """)
    try world.ingest("a1 prod csp:fr1:act r 2026-03-02T10:00:00Z 1")
    let document = try #require(try march(world))
    #expect(document.lines.map(\.kind) == [.usage, .commitment, .oneOff, .discount])
    #expect(document.labels.last == "Remise 50 % · OpenIaaS 1 -6.00")
    #expect(document.lines.last?.service == "OpenIaaS")
  }

  @Test func `a discount that changes within the month holds from the next one on`() throws {
    let world = try world(
      "discounts: [ { from: 2026-01-01, percent: 10 }, { from: 2026-03-02, percent: 20 } ]")
    try world.ingest(
      "a1 prod csp:fr1:act r 2026-03-20T10:00:00Z 1", "a2 prod csp:fr1:act r 2026-04-20T10:00:00Z 1"
    )
    let documents = try world.preview("2026-04").documents
    #expect(documents.compactMap(\.labels.last) == ["Remise 10 % 1 -0.13", "Remise 20 % 1 -0.25"])
  }

  @Test func `a discount of less than a cent has no line`() throws {
    let world = try world("discounts: [ { percent: \"0.3\" } ]")
    try world.ingest("a1 prod csp:fr1:act r 2026-03-20T10:00:00Z 1")
    #expect(try march(world)?.lines.count == 1)
  }

  @Test(arguments: [
    ("\"10.00\"", ["1.25", "8.75"]), ("\"1.25\"", ["1.25"]), ("\"1.24\"", ["1.25"]),
    ("\"1.26\"", ["1.25", "0.01"]),
    ("[ { from: 2026-03-02, amount: 10 }, { from: 2026-04-01, amount: 20 } ]", ["1.25"]),
  ])
  func `the minimum is what it exceeds the rest by`(minimum: String, amounts: [String]) throws {
    let world = try world("minimum_monthly: \(minimum)")
    try world.ingest("a1 prod csp:fr1:act r 2026-03-20T10:00:00Z 1")
    #expect(try march(world)?.lines.map(\.amount) == amounts)
  }

  @Test func `the minimum is due in an empty month, and comes after discounts`() throws {
    let world = try world("minimum_monthly: 100\n  discounts: [ { percent: 10 } ]")
    try world.ingest("s1 prod csp:started r 2026-03-02T10:00:00Z 1")
    let documents = try world.preview("2026-03").documents
    #expect(documents.map(\.period) == ["2026-01", "2026-02", "2026-03"])
    #expect(documents[0].labels == ["Minimum mensuel 1 100.00"])
    // 80 less 8; what lacks to 100 is taxed as the contract's own lines are.
    #expect(documents[2].lines.map(\.amount) == ["80.00", "-8.00", "28.00"])
    #expect(documents[2].lines.map(\.vatCategory) == ["E", "E", "S"])
    #expect(documents[2].lines[2].priceVersion == "acme-2026@2026-01-01#minimum")
  }

  @Test func `the minimum of a part of a month counts by its days`() throws {
    let world = try BillingWorld(
      BillingWorld.documents.replacing(
        "  from: 2026-02-16\n", with: "  from: 2026-02-16\n  minimum_monthly: 100\n"))
    // 13 of 28 days: 46.428571….
    let line = try #require(try world.preview("2026-02").documents.first?.lines.first)
    #expect(line.amount == "46.43" && line.derivation?.minimum == "100")
    #expect(line.derivation?.days == 13 && line.derivation?.daysOfMonth == 28)
  }
}
