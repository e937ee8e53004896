import Calendars
import Foundation
import Invoicing
import Metering
import TestSupport
import Testing

/// Bills of organisations of which something waits for an archived month.
@Suite struct ArchivedMonthTests {
  private func archive(_ world: BillingWorld, before limit: String, _ folder: String) throws {
    let now = try #require(Instant(rfc3339: "2026-12-31T12:00:00Z"))
    _ = try EventArchive(world.connection).archive(
      before: #require(Period(limit)), into: folder, now: now, done: { _ in })
  }

  @Test(arguments: [
    ("late prod csp:fr1:act r 2026-03-05T10:00:00Z 1", "adjustment act prod 2026-03 1"),
    ("void v a1", "adjustment act prod 2026-03 -1"),
  ])
  func `an organisation waits for the month, the others are billed`(
    event: String, adjustment: String
  ) throws {
    let world = try BillingWorld()
    try TemporaryFolder.with { folder in
      try world.ingest(
        "a1 prod csp:fr1:act r 2026-03-02T10:00:00Z 1",
        "a2 prod csp:fr1:act r 2026-04-02T10:00:00Z 1",
        "a3 prod csp:fr1:act r 2026-04-03T10:00:00Z 1",
        "b1 beta csp:fr1:act r 2026-03-20T10:00:00Z 1",
        "b2 beta csp:fr1:act r 2026-04-20T10:00:00Z 1")
      #expect(try world.issue("2026-03", on: "2026-04-02").documents.count == 2)
      try archive(world, before: "2026-04", folder)
      // What is archived does not stand in the way.
      #expect(try world.preview("2026-04").documents.count == 2)
      try world.ingest(event)
      let result = try world.issue("2026-04", on: "2026-05-02")
      #expect(result.documents.map(\.organisation) == ["beta"])
      #expect(result.obstacles.map(\.organisation) == ["acme"])
      #expect(result.obstacles.map(\.code) == [.archivedMonth])
      #expect(
        result.obstacles.allSatisfy {
          $0.message.contains("(2026-03): `releve db archive --restore 2026-03`")
        })
      _ = try EventArchive(world.connection).restore(#require(Period("2026-03")))
      let issued = try world.issue("2026-04", on: "2026-05-02")
      #expect(issued.obstacles.isEmpty && issued.documents.map(\.organisation) == ["acme"])
      let lines = issued.documents.flatMap(\.summary)
      #expect(lines.count == 2 && lines.contains { $0.hasPrefix(adjustment) }, "\(lines)")
    }
  }
}
