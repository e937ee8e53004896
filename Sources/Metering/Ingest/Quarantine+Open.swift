public import Calendars
import PostgreSQL
import SQL

extension Quarantine {
  /// Tenants that no organisation held when their events happened, and how many different events
  /// of each are open that happened before an instant; by name, as bytes.
  public func unknownTenants(
    before end: Instant
  ) throws -> [(tenant: String, events: Int64)] {
    try connection.query(.named("quarantine_unknown_tenants"), end)
      .decode(String.self, Int64.self).map { ($0.0, $0.1) }
  }

  /// How many entries are open, by reason: usage that nobody is billed for.
  public func openReasons() throws -> [(reason: String, entries: Int64)] {
    try connection.query(.named("quarantine_open_reasons"))
      .decode(String.self, Int64.self).map { ($0.0, $0.1) }
  }
}
