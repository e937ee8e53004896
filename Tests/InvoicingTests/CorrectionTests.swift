import Decimals
import Invoicing
import Testing

/// Owed minus billed: what changes after an issue goes on the next document.
@Suite struct CorrectionTests {
  @Test func `a late event becomes an adjustment on the next document`() throws {
    let world = try BillingWorld()
    try world.ingest("a1 prod csp:fr1:act r 2026-02-20T10:00:00Z 1")
    try world.issue("2026-02", on: "2026-03-02")
    try world.ingest(
      "a2 prod csp:fr1:act r 2026-02-21T10:00:00Z 1", "a3 prod csp:fr1:act r 2026-03-21T10:00:00Z 1"
    )
    #expect(try world.issue("2026-02", on: "2026-03-03").documents.isEmpty)
    let document = try #require(try world.issue("2026-03", on: "2026-04-02").documents.first)
    #expect(
      document.summary == [
        "usage act prod 2026-03 1 × 1.25 = 1.25", "adjustment act prod 2026-02 1 × 1.25 = 1.25",
      ])
    let adjustment = document.lines[1]
    #expect(adjustment.adjusts == .usage)
    #expect(adjustment.corrects?.number == "FR-2026-000001")
    #expect(adjustment.corrects?.period == "2026-02")
  }

  @Test func `an adjustment whose price does not explain it has none`() throws {
    let world = try BillingWorld()
    // 1 ÷ 28 = 0.035714 × 12 = 0.428568 -> 0.43; 2 ÷ 28 = 0.071429 × 12 = 0.857148 -> 0.86;
    // 3 ÷ 28 = 0.107143 × 12 = 1.285716 -> 1.29. From two days to three: 0.035714 at 0.43.
    // From one to two: 0.035715 × 12 = 0.42858 -> 0.43, which the price explains.
    try world.ingest(
      "l1 prod csp:fr1:level vm 2026-02-10T10:00:00Z 1",
      "l2 prod csp:fr1:level vm 2026-02-11T10:00:00Z 0",
      "a1 prod csp:fr1:act r 2026-03-20T10:00:00Z 1")
    let first = try #require(try world.issue("2026-02", on: "2026-03-02").documents.first)
    #expect(first.summary == ["usage level prod 2026-02 0.071429 × 12.00 = 0.86"])
    try world.ingest("l3 prod csp:fr1:level vm2 2026-02-28T10:00:00Z 1000")
    let second = try #require(try world.preview("2026-03").documents.first)
    // 1002 ÷ 28 = 35.785714 × 12 = 429.428568 -> 429.43; less 0.86 is 428.57; 35.714285 × 12 is
    // 428.57142 -> 428.57: explained.
    #expect(second.summary.contains("adjustment level prod 2026-02 35.714285 × 12.00 = 428.57"))
  }

  @Test func `a void turns into a credit note when there is nothing else`() throws {
    let world = try BillingWorld()
    try world.ingest(
      "a1 prod csp:fr1:act r 2026-02-20T10:00:00Z 1", "a2 prod csp:fr1:act r 2026-02-21T10:00:00Z 1"
    )
    try world.issue("2026-02", on: "2026-03-02")
    try world.ingest("void v1 a2")
    let document = try #require(try world.issue("2026-03", on: "2026-04-02").documents.first)
    #expect(document.kind == .creditNote)
    // On a credit note all signs are inverted.
    #expect(document.summary == ["adjustment act prod 2026-02 1 × 1.25 = 1.25"])
    #expect(document.totals.gross == "1.50")
    #expect(
      document.corrects.map { "\($0.number ?? "") \($0.date ?? "") \($0.period)" }
        == ["FR-2026-000001 2026-03-02 2026-02"])
    // In the ledger it counts negative, so nothing more is owed.
    #expect(try world.issue("2026-04", on: "2026-05-02").documents.isEmpty)
    #expect(
      try InvoiceArchive(world.connection).entries().map(\.gross.description) == ["3.00", "-1.50"])
  }

  @Test func `a correction of a correction refers to the document that billed the key first`()
    throws
  {
    let world = try BillingWorld()
    try world.ingest("l1 prod csp:fr1:level vm 2026-02-01T10:00:00Z 1")
    try world.issue("2026-02", on: "2026-03-02")
    try world.ingest("a1 prod csp:fr1:act r 2026-02-20T10:00:00Z 1")
    try world.issue("2026-03", on: "2026-04-02")
    try world.ingest("a2 prod csp:fr1:act r 2026-02-21T10:00:00Z 1")
    let document = try #require(try world.issue("2026-04", on: "2026-05-02").documents.first)
    let adjustment = try #require(document.lines.first { $0.kind == .adjustment })
    #expect(adjustment.product == "act")
    #expect(adjustment.corrects?.number == "FR-2026-000002")
    #expect(adjustment.corrects?.period == "2026-03")
  }

  @Test func `what is corrected after a contract's end goes on a document of adjustments`() throws {
    let world = try BillingWorld(
      BillingWorld.documents.replacing(
        "  from: 2026-02-16", with: "  from: 2026-02-16\n  to: 2026-03-11"))
    try world.ingest("b1 beta csp:fr1:act r 2026-03-02T10:00:00Z 1")
    try world.issue("2026-03", on: "2026-04-02")
    try world.ingest("b2 beta csp:fr1:act r 2026-03-03T10:00:00Z 1")
    let documents = try world.issue("2026-06", on: "2026-07-02").documents
    #expect(documents.map(\.period) == ["2026-06"])
    #expect(documents.first?.summary == ["adjustment act beta 2026-03 1 × 1.25 = 1.25"])
    // At most one a month.
    try world.ingest("b3 beta csp:fr1:act r 2026-03-04T10:00:00Z 1")
    #expect(try world.issue("2026-06", on: "2026-07-02").documents.isEmpty)
    #expect(try world.issue("2026-07", on: "2026-08-02").documents.count == 1)
  }

  @Test func `a void of all there was keeps the price and the tenant's part of the month`() throws {
    let world = try BillingWorld(
      BillingWorld.documents.replacing(
        "tenants: [ prod, dev ]", with: "tenants: [ prod, { name: late, from: 2026-02-10 } ]"))
    try world.ingest("a1 late csp:fr1:act r 2026-02-20T10:00:00Z 1")
    try world.issue("2026-02", on: "2026-03-02")
    try world.ingest("void v1 a1")
    let line = try #require(try world.preview("2026-03").documents.first?.lines.first)
    #expect(line.unitPrice == "1.25")
    #expect(line.from == "2026-02-09T23:00:00Z")
    #expect(line.priceVersion == "l@2026-01-01")
  }

  @Test func `a preview of several months counts each thing once`() throws {
    let world = try BillingWorld()
    try world.ingest(
      "a1 prod csp:fr1:act r 2026-02-20T10:00:00Z 1", "a2 prod csp:fr1:act r 2026-03-20T10:00:00Z 1"
    )
    let preview = try world.preview("2026-03")
    #expect(
      preview.documents.map(\.summary) == [
        ["usage act prod 2026-02 1 × 1.25 = 1.25"], ["usage act prod 2026-03 1 × 1.25 = 1.25"],
      ])
    #expect(preview.documents.allSatisfy { $0.number == nil && $0.digest == nil })
    #expect(try InvoiceArchive(world.connection).entries().isEmpty)
    let issued = try world.issue("2026-03", on: "2026-04-02")
    #expect(issued.documents.map(\.summary) == preview.documents.map(\.summary))
  }

  @Test func `a rate that is written otherwise later leaves the document that is corrected`() throws
  {
    let world = try BillingWorld()
    try world.ingest("a1 prod csp:fr1:act r 2026-02-20T10:00:00Z 1")
    try world.issue("2026-02", on: "2026-03-02")
    // Alone, the spelling of a rate changes nothing.
    try world.correct(
      BillingWorld.documents.replacing("rate: \"20.00\"", with: "rate: \"20\"")
        .replacing("reason: Article 261", with: "reason: Article 261-4"), on: "2026-03-10")
    for (index, month) in ["2026-03", "2026-04"].enumerated() {
      try world.ingest("late\(index) prod csp:fr1:act r 2026-02-21T10:00:00Z 1")
      let document = try #require(
        try world.issue(month, on: "2026-0\(index + 4)-02").documents.first)
      #expect(document.lines.map(\.vatRate) == ["20"])
      #expect(document.lines[0].corrects?.number == "FR-2026-000001")
    }
  }
}
