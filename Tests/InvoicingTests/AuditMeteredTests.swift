import Calendars
import Catalogue
import Invoicing
import PostgreSQL
import TestSupport
import Testing

/// What is metered is derived, and may be changed by the program's role: an audit from the events
/// names what they do not give.
@Suite struct AuditMeteredTests {
  private func check(_ connection: Connection) throws -> AuditCheck {
    let now = try #require(Instant(rfc3339: "2027-06-01T12:00:00Z"))
    return try Billing(
      connection, directory: DocumentStore(connection).directory(), now: now
    ).meteredCheck()
  }

  @Test(arguments: [
    ("update releve.usage_daily set value = value + 1 where events = 1", "usage_daily "),
    (
      "delete from releve.usage_daily where day = (select min(day) from releve.usage_daily)",
      "usage_daily "
    ),
    ("update releve.usage_carried set level = level + 1", "usage_carried "),
    ("delete from releve.usage_carried", "usage_carried "),
  ])
  func `what the events do not give is named`(change: String, place: String) throws {
    let world = try BillingWorld()
    try world.ingest(
      "l1 prod csp:fr1:level vm 2026-01-10T10:00:00Z 2",
      "l2 prod csp:fr1:level vm 2026-02-10T10:00:00Z 3",
      "a1 beta csp:fr1:act r 2026-02-20T10:00:00Z 1")
    let healthy = try check(world.connection)
    #expect(healthy.broken == nil)
    #expect(healthy.examined >= 4)
    let before = try world.connection.query(Self.metered).decode(String.self)
    #expect(try check(world.connection).broken == nil)
    #expect(try world.connection.query(Self.metered).decode(String.self) == before)
    try world.connection.run(script: change, name: "tamper")
    let broken = try #require(try check(world.connection).broken)
    #expect(broken.column.hasPrefix(place), "\(broken)")
    #expect(broken.expected != broken.found)
    // Nothing was mended on the way.
    #expect(try check(world.connection).broken == broken)
  }

  private static let metered = Statement(
    name: "metered",
    text: """
      select u::text from releve.usage_daily as u union all
      select c::text from releve.usage_carried as c order by 1
      """)
}
