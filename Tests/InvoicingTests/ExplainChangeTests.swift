import Calendars
import Catalogue
import Decimals
import Invoicing
import Metering
import TestSupport
import Testing

/// What has come since a document: it is named, and whether it was billed. Nothing is pretended.
@Suite struct ExplainChangeTests {
  @Test func `late events and voids are named, pending until a document adjusts them`() throws {
    let world = try BillingWorld()
    try world.ingest(
      "a1 prod csp:fr1:act r 2026-03-20T10:00:00Z 1", "a2 prod csp:fr1:act s 2026-03-21T10:00:00Z 1"
    )
    try world.issue("2026-03", on: "2026-04-02")
    try world.ingest(
      "a3 prod csp:fr1:act r 2026-03-20T11:00:00Z 1",
      "a4 prod csp:fr1:act r 2026-03-20T12:00:00Z 1",
      "void v1 a2")
    let pending = try #require(try world.explain().quantity)
    #expect(pending.quantity.sum.plain == "3" && pending.quantity.stated.plain == "2")
    #expect(!pending.quantity.holds && pending.quantity.difference.plain == "1")
    let changes = try #require(pending.changes)
    #expect(changes.events.map(\.id) == ["a3", "a4"] && changes.eventCount == 2)
    #expect(changes.voids.map { "\($0.id) \($0.target) \($0.resource ?? "")" } == ["v1 a2 s"])
    // Nothing was billed of it yet.
    #expect(pending.settled.sum.plain == "2" && pending.settled.stated.plain == "3")
    // A day whose events are all void is none any more; the event is there, struck out.
    #expect(try world.explain().events == ["a1", "a3", "a4", "~a2"])

    try world.issue("2026-04", on: "2026-05-02")
    let adjusted = try world.explain()
    #expect(adjusted.later.map { "\($0.number) \($0.quantity.plain)" } == ["FR-2026-000002 1"])
    #expect(adjusted.quantity?.settled.holds == true && adjusted.quantity?.quantity.holds == false)

    let adjustment = try world.explain("FR-2026-000002")
    #expect(adjustment.owed.quantity.plain == "3")
    #expect(adjustment.adjustment?.quantityDifference.sum.plain == "1")
    #expect(adjustment.quantity?.causes?.events.map(\.id) == ["a3", "a4"])
    #expect(adjustment.quantity?.causes?.voids.map(\.id) == ["v1"])
    #expect(adjustment.disagreements == [])
  }

  @Test func `a late event of an earlier month is named where its level reaches into the line's`()
    throws
  {
    let world = try BillingWorld()
    try world.ingest("l1 prod csp:fr1:level vm 2026-01-10T10:00:00Z 1")
    let documents = try world.issue("2026-03", on: "2026-04-02").documents
    let number = try #require(documents.last?.number)
    try world.ingest("l2 prod csp:fr1:level vm 2026-02-10T10:00:00Z 0")
    let quantity = try #require(try world.explain(number).quantity)
    #expect(quantity.quantity.sum.isZero && quantity.quantity.stated.plain == "1")
    #expect(quantity.changes?.events.map(\.id) == ["l2"])
    #expect(quantity.usage.stretches.isEmpty)
  }

  @Test func `a credit note is explained as owed, a correction of a correction from the first`()
    throws
  {
    let world = try BillingWorld()
    try world.ingest(
      "a1 prod csp:fr1:act r 2026-02-20T10:00:00Z 1", "a2 prod csp:fr1:act r 2026-02-21T10:00:00Z 1"
    )
    try world.issue("2026-02", on: "2026-03-02")
    try world.ingest("void v1 a2")
    try world.issue("2026-03", on: "2026-04-02")
    try world.ingest("a3 prod csp:fr1:act r 2026-02-22T10:00:00Z 1", "void v2 a1")
    try world.ingest("a4 prod csp:fr1:act r 2026-02-22T11:00:00Z 1")
    try world.issue("2026-04", on: "2026-05-02")
    let credit = try world.explain("FR-2026-000002")
    #expect(credit.document.kind == .creditNote && credit.line.amount == "1.25")
    #expect(credit.owed.quantity.plain == "1")
    #expect(credit.adjustment?.quantityDifference.sum.plain == "-1")
    #expect(credit.adjustment?.amountDifference.holds == true)
    // What came later has not caused it.
    #expect(credit.quantity?.causes?.events.isEmpty == true)
    #expect(credit.quantity?.causes?.voids.map(\.id) == ["v1"])
    let again = try world.explain("FR-2026-000003")
    #expect(
      again.adjustment?.billed.map { "\($0.number) \($0.quantity.plain) \($0.amount)" }
        == ["FR-2026-000001 2 2.50", "FR-2026-000002 -1 -1.25"])
    #expect(again.owed.quantity.plain == "2" && again.disagreements == [])
    // Of what came, only that of its own time.
    #expect(again.quantity?.causes?.events.map(\.id) == ["a3", "a4"])
    #expect(again.quantity?.causes?.voids.map(\.id) == ["v2"])
  }

  @Test func `a price that was corrected is told, and what the same is owed as instead`() throws {
    let world = try BillingWorld()
    try world.ingest("a1 prod csp:fr1:act r 2026-02-20T10:00:00Z 4")
    try world.issue("2026-02", on: "2026-03-02")
    let documents = BillingWorld.documents.replacing("\"1.25\"", with: "\"1.50\"")
    try world.correct(documents, on: "2026-04-10")
    let old = try world.explain()
    #expect(old.price?.isUnchanged == false && old.price?.charge?.plainUnitPrice?.plain == "1.5")
    #expect(old.price?.versions.map(\.reason) == [nil, "it was wrong"])
    #expect(old.quantity?.quantity.holds == true)
    // Another VAT is another key: nothing is owed under the first one.
    try world.correct(
      documents.replacing("rate: \"20.00\"", with: "rate: \"10.00\""), on: "2026-04-11")
    try world.issue("2026-03", on: "2026-04-12")
    let moved = try world.explain("FR-2026-000002", line: 2)
    let lines = try (1...2).map { try world.explain("FR-2026-000002", line: $0) }
    let gone = try #require(lines.first { $0.owed.quantity.isZero })
    #expect(gone.moved.map(\.vatRate) == ["10.00"] && gone.moved.map(\.quantity.plain) == ["1"])
    #expect(lines.flatMap(\.disagreements) == [] && moved.adjustment != nil)
  }

  @Test func `events of an archived month are said to be in its file`() throws {
    let world = try BillingWorld()
    try world.ingest(
      "a1 prod csp:fr1:act r 2026-03-02T10:00:00Z 1",
      "l1 prod csp:fr1:level vm 2026-03-02T10:00:00Z 1")
    try world.issue("2026-04", on: "2026-05-02")
    try TemporaryFolder.with { folder in
      let now = try #require(Instant(rfc3339: "2026-12-31T12:00:00Z"))
      _ = try EventArchive(world.connection).archive(
        before: #require(Period("2026-04")), into: folder, now: now, done: { _ in })
      let march = try #require(try world.explain().quantity)
      #expect(march.quantity.holds && march.events.events.isEmpty && !march.events.count.holds)
      #expect(march.events.archives.map(\.month) == ["2026-03"])
      #expect(march.events.archives.first?.file.hasSuffix("event_2026_03.ndjson.gz") == true)
      // April's level comes from there.
      let april = try #require(try world.explain("FR-2026-000002").quantity)
      #expect(april.events.openings.map(\.event?.id) == [nil])
      #expect(april.events.openings.map(\.day.description) == ["2026-03-02"])
      #expect(april.events.archives.map(\.month) == ["2026-03"])
      // What comes late for it waits.
      try world.ingest("a2 prod csp:fr1:act r 2026-03-05T10:00:00Z 1")
      #expect(try world.explain().quantity?.heldMonths == ["2026-03"])
    }
  }
}
