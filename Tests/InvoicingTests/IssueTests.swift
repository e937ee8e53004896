import Calendars
import Invoicing
import Testing

@Suite struct IssueTests {
  @Test func `a month becomes a document with lines, VAT by group and totals`() throws {
    let world = try BillingWorld()
    // 8 acts; a VM from the 11th of March on: 21 of 31 days; another for an hour of one day; 2.2
    // started hours are 3.
    for number in 1...8 {
      try world.ingest("a\(number) prod csp:fr1:act r 2026-03-02T10:00:0\(number)Z 1")
    }
    try world.ingest(
      "l1 dev csp:fr1:level vm 2026-03-11T12:00:00Z 1",
      "l2 prod csp:fr1:level vm 2026-03-20T12:00:00Z 1",
      "l3 prod csp:fr1:level vm 2026-03-20T13:00:00Z 0")
    try world.ingest("s1 prod csp:started r 2026-03-15T10:00:00Z 2.2")
    let result = try world.issue("2026-03", on: "2026-04-02")
    let document = try #require(result.documents.first)
    #expect(result.documents.count == 1)
    // 8 × 1.25 = 10.00; 21 ÷ 31 = 0.677419 (0.67741935…), × 12 = 8.129028 -> 8.13; 1 ÷ 31 =
    // 0.032258 (0.03225806…), × 12 = 0.387096 -> 0.39; 3 × 80 = 240.
    #expect(
      document.summary == [
        "usage act prod 2026-03 8 × 1.25 = 10.00",
        "usage level dev 2026-03 0.677419 × 12.00 = 8.13",
        "usage level prod 2026-03 0.032258 × 12.00 = 0.39",
        "usage started prod 2026-03 3 × 80 = 240.00",
      ])
    // VAT on the sum of a group, rounded once: 18.52 × 20 % = 3.704 -> 3.70; line by line it would
    // be 2.00 + 1.63 + 0.08 = 3.71.
    #expect(
      document.totals.vat.map { "\($0.category) \($0.rate) \($0.base) \($0.amount)" }
        == ["E 0 240.00 0.00", "S 20.00 18.52 3.70"])
    #expect(document.totals.net == "258.52")
    #expect(document.totals.gross == "262.22")
    #expect(document.number == "FR-2026-000001")
    #expect(document.issuedOn == "2026-04-02")
    #expect(document.dueOn == "2026-05-02")
    // Local midnights of Paris: winter time at the start, summer time at the end.
    #expect(document.from == "2026-02-28T23:00:00Z")
    #expect(document.to == "2026-03-31T22:00:00Z")
    #expect(document.lines[1].priceVersion == "l@2026-01-01")
  }

  @Test func `issued again, nothing is issued`() throws {
    let world = try BillingWorld()
    try world.ingest("a1 prod csp:fr1:act r 2026-03-02T10:00:00Z 1")
    #expect(try world.issue("2026-03", on: "2026-04-02").documents.count == 1)
    #expect(try world.issue("2026-03", on: "2026-04-02").documents.isEmpty)
    // Also when later documents have later dates, and one without usage still has none.
    try world.ingest("a2 prod csp:fr1:act r 2026-04-02T10:00:00Z 1")
    #expect(try world.issue("2026-04", on: "2026-05-02").documents.count == 1)
    #expect(try world.issue("2026-03", on: "2026-04-02").documents.isEmpty)
    #expect(try InvoiceArchive(world.connection).entries().count == 2)
  }

  @Test func `earlier periods are issued first, organisation by organisation`() throws {
    let world = try BillingWorld()
    try world.ingest(
      "a1 prod csp:fr1:act r 2026-02-20T10:00:00Z 1",
      "a2 prod csp:fr1:act r 2026-03-20T10:00:00Z 1",
      "b1 beta csp:fr1:act r 2026-02-20T10:00:00Z 1", "b2 beta csp:fr1:act r 2026-03-20T10:00:00Z 1"
    )
    let documents = try world.issue("2026-03", on: "2026-04-02").documents
    #expect(
      documents.map { "\($0.number ?? "") \($0.period) \($0.organisation)" } == [
        "FR-2026-000001 2026-02 acme", "FR-2026-000002 2026-02 beta",
        "FR-2026-000003 2026-03 acme", "FR-2026-000004 2026-03 beta",
      ])
    #expect(documents.allSatisfy { $0.lines.count == 1 })
  }

  @Test func `numbers begin anew each year, the chain does not`() throws {
    let world = try BillingWorld()
    try world.ingest(
      "a1 prod csp:fr1:act r 2026-11-20T10:00:00Z 1", "a2 prod csp:fr1:act r 2026-12-20T10:00:00Z 1"
    )
    let billing = try world.billing(at: "2027-02-01T00:00:00Z")
    let first = try billing.issued(
      try #require(Period("2026-11")), on: LocalDate("2026-12-31"))
    let second = try billing.issued(
      try #require(Period("2026-12")), on: LocalDate("2027-01-02"))
    #expect(first.documents.first?.number == "FR-2026-000001")
    #expect(second.documents.first?.number == "FR-2027-000001")
    #expect(second.documents.first?.previousDigest == first.documents.first?.digest)
  }

  @Test func `a contract that begins within the month covers the rest of it`() throws {
    let world = try BillingWorld()
    try world.ingest("l1 beta csp:fr1:level vm 2026-01-05T12:00:00Z 2")
    let document = try #require(try world.issue("2026-02", on: "2026-03-02").documents.first)
    // 13 of the 28 days of February, twice: 26 ÷ 28 = 0.928571…
    #expect(document.summary == ["usage level beta 2026-02 0.928571 × 12.00 = 11.14"])
    #expect(document.lines[0].from == "2026-02-15T23:00:00Z")
    #expect(document.lines[0].label == "Level")
    #expect(document.totals.vat.first?.reason == "Export")
  }

  @Test(
    arguments: [
      ("2026-12", nil, InvoicingError.periodNotEnded(period("2026-12"), ends: date("2027-01-01"))),
      (
        "2026-03", "2027-01-01",
        .issueDateInFuture(date("2027-01-01"), today: date("2026-12-31"))
      ),
      (
        "2026-03", "2026-03-31",
        .issueDateBeforePeriodEnd(date("2026-03-31"), period: period("2026-03"))
      ),
      (
        "2026-03", "2026-04-30",
        .issueDateBeforeLastDocument(date("2026-04-30"), last: date("2026-05-01"), series: "FR")
      ),
    ] as [(String, String?, InvoicingError)])
  func `an impossible date is refused`(text: String, on day: String?, error: InvoicingError) throws
  {
    let world = try BillingWorld()
    try world.ingest(
      "a1 prod csp:fr1:act r 2026-03-02T10:00:00Z 1", "b1 beta csp:fr1:act r 2026-03-20T10:00:00Z 1"
    )
    try world.issue("2026-03", on: "2026-05-01", organisations: ["beta"])
    #expect(throws: error) {
      try world.billing().issued(
        Self.period(text), organisations: ["acme"], on: day.map { Self.date($0) })
    }
    #expect(try InvoiceArchive(world.connection).entries().count == 1)
  }

  private static func period(_ text: String) -> Period {
    Period(text) ?? Period(containing: LocalDate(daysSinceEpoch: 0))
  }

  private static func date(_ text: String) -> LocalDate {
    LocalDate(text) ?? LocalDate(daysSinceEpoch: 0)
  }

  @Test func `all documents of a run have one date, whatever the zones of their contracts`() throws
  {
    let world = try BillingWorld(
      BillingWorld.documents.replacing(
        "  from: 2026-02-16", with: "  from: 2026-02-16\n  timezone: Pacific/Auckland"))
    try world.ingest(
      "a1 prod csp:fr1:act r 2026-03-02T10:00:00Z 1", "b1 beta csp:fr1:act r 2026-03-20T10:00:00Z 1"
    )
    // 00:57 on the 3rd in Auckland is 14:57 on the 2nd in Paris.
    let billing = try world.billing(at: "2026-04-02T12:57:00Z")
    let march = try #require(Period("2026-03"))
    let documents = try billing.issued(march, on: nil).documents
    #expect(documents.map(\.issuedOn) == ["2026-04-02", "2026-04-02"])
  }

  @Test func `a month that is not over in a contract's zone is in its way only`() throws {
    let world = try BillingWorld(
      BillingWorld.documents.replacing(
        "  from: 2026-02-16", with: "  from: 2026-02-16\n  timezone: America/New_York"))
    try world.ingest(
      "a1 prod csp:fr1:act r 2026-03-02T10:00:00Z 1", "b1 beta csp:fr1:act r 2026-03-20T10:00:00Z 1"
    )
    let march = try #require(Period("2026-03"))
    let result = try world.billing(at: "2026-04-01T02:00:00Z")
      .issued(march, on: nil)
    #expect(result.documents.map(\.organisation) == ["acme"])
    #expect(result.obstacles.map(\.code) == [.issueDate])
  }

  @Test func `a month that has not begun is not previewed`() throws {
    let world = try BillingWorld()
    let error = InvoicingError.periodNotBegun(
      Self.period("2027-02"), today: Self.date("2026-12-31"))
    #expect(throws: error) { try world.preview("2027-02") }
  }

  @Test func `an organisation that does not exist is named`() throws {
    let world = try BillingWorld()
    #expect(throws: InvoicingError.unknownOrganisation("nobody")) {
      try world.issue("2026-03", on: "2026-04-02", organisations: ["nobody"])
    }
  }

  @Test func `a price that holds from the first of a later month is used from then`() throws {
    let world = try BillingWorld()
    try world.ingest("a1 prod csp:fr1:act r 2026-06-02T10:00:00Z 4")
    let document = try #require(try world.issue("2026-06", on: "2026-07-02").documents.last)
    #expect(document.summary == ["usage act prod 2026-06 1 × 1.50 = 1.50"])
    #expect(document.lines[0].priceVersion == "l@2026-05-11")
  }
}
