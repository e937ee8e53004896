import Calendars
import Catalogue
import Documents
import Foundation
import Invoicing
import Testing

/// What makes two lines lines of one key.
@Suite struct BillingKeyTests {
  /// To Swift an é and an e with an accent are the same text; to the database they are two SKUs.
  @Test func `SKUs that differ in their bytes only are both billed, once`() throws {
    let world = try BillingWorld()
    try world.ingest(
      "a1 prod csp:\u{E9}:act r 2026-02-20T10:00:00Z 1",
      "a2 prod csp:e\u{301}:act r 2026-02-20T10:00:00Z 1",
      "a3 prod csp:e\u{301}:act r 2026-02-21T10:00:00Z 1")
    let document = try #require(try world.issue("2026-02", on: "2026-03-02").documents.first)
    #expect(document.lines.map(\.quantity) == ["2", "1"])
    #expect(document.totals.net == "3.75")
    #expect(try world.preview("2026-03").documents.isEmpty)
  }

  @Test func `a VAT rate that is written in another way is the same rate`() throws {
    let world = try BillingWorld()
    try world.ingest("a1 prod csp:fr1:act r 2026-02-20T10:00:00Z 1")
    try world.issue("2026-02", on: "2026-03-02")
    let rewritten = BillingWorld.documents
      .replacing("rate: \"20.00\"", with: "rate: \"20\"")
      .replacing("payment_terms_days: 30", with: "payment_terms_days: 45")
    let now = try #require(Instant(rfc3339: "2026-03-10T12:00:00Z"))
    let outcomes = try Application(world.connection, now: now)
      .apply(DocumentNode.documents(of: rewritten, file: "w")).map(\.outcome)
    #expect(outcomes.contains(.changed))
    #expect(try world.preview("2026-03").documents.isEmpty)
    try world.ingest("a2 prod csp:fr1:act r 2026-02-21T10:00:00Z 1")
    let document = try #require(try world.preview("2026-03").documents.first)
    #expect(document.summary == ["adjustment act prod 2026-02 1 × 1.25 = 1.25"])
    #expect(document.totals.vat.map(\.rate) == ["20"])
  }
}
