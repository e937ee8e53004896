import Calendars
import Catalogue
import Documents
import Invoicing
import Testing

@Suite struct LedgerTests {
  @Test func `an amount with more digits than a price may have is read again`() throws {
    let world = try BillingWorld(
      BillingWorld.documents.replacing(
        "  from: 2026-02-16\n",
        with: "  from: 2026-02-16\n  discounts: [ { percent: 50, from: 2026-02-16 } ]\n"))
    try world.ingest("l1 beta csp:fr1:level vm 2026-02-28T12:00:00Z 700000000000")
    let first = try #require(try world.issue("2026-02", on: "2026-03-02").documents.first)
    // 700000000000 ÷ 28 × 12 = 300000000000; in March both levels are 3500000000000.
    #expect(first.lines.last?.amount == "-150000000000.00")
    try world.ingest("l2 beta csp:fr1:level vm2 2026-03-01T12:00:00Z 2800000000000")
    let second = try #require(try world.issue("2026-03", on: "2026-04-02").documents.first)
    #expect(second.lines.last?.unitPrice == "-21000000000000.00")
    #expect(try world.preview("2026-04").obstacles.isEmpty)
  }

  @Test func `what is given back has the price that was billed last`() throws {
    let documents = BillingWorld.documents.replacing("\"1.25\"", with: "9.00")
    let world = try BillingWorld(documents)
    try world.ingest("a1 prod csp:fr1:act r 2026-02-20T10:00:00Z 1")
    try world.issue("2026-02", on: "2026-03-02")
    let now = try #require(Instant(rfc3339: "2026-04-15T12:00:00Z"))
    let corrected = documents.replacing("9.00", with: "10.00")
    _ = try Application(world.connection, now: now).apply(
      DocumentNode.documents(of: corrected, file: "f.yaml"), correctingBecause: "test")
    try world.issue("2026-03", on: "2026-04-02")
    try world.ingest("a2 prod csp:fr1:act r 2026-02-21T10:00:00Z 1")
    try world.issue("2026-04", on: "2026-05-02")
    try world.ingest("void v1 a1", "void v2 a2")
    let document = try #require(try world.preview("2026-05").documents.first)
    #expect(document.summary == ["adjustment act prod 2026-02 2 × 10.00 = 20.00"])
  }
}
