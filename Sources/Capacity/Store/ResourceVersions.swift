import Calendars
import PostgreSQL
import SQL

/// The versions of resources that are stored.
struct ResourceVersions {
  private let connection: Connection

  init(_ connection: Connection) { self.connection = connection }

  /// All versions of a tenant's resources, by kind and id, each resource's in the order of time.
  func all(ofTenant tenantID: Int32) throws -> [DatedVersion] {
    try connection.query(.named("inventory_versions"), tenantID)
      .decode(
        String.self, String.self, Instant.self, String.self, Int64.self, Bool.self
      )
      .compactMap { kind, id, takenAt, name, quantity, isGone in
        Self.version(kind, id, name, quantity, isGone: isGone).map {
          DatedVersion(version: $0, takenAt: takenAt)
        }
      }
  }

  /// The last version of each resource of a tenant.
  func last(ofTenant tenantID: Int32) throws -> [ResourceVersion] {
    try connection.query(.named("inventory_resources_last"), tenantID)
      .decode(String.self, String.self, String.self, Int64.self, Bool.self)
      .compactMap { kind, id, name, quantity, isGone in
        Self.version(kind, id, name, quantity, isGone: isGone)
      }
  }

  /// nil for a kind that only a newer program knows.
  private static func version(
    _ kind: String, _ id: String, _ name: String, _ quantity: Int64, isGone: Bool
  ) -> ResourceVersion? {
    BillableResource.Kind(rawValue: kind).map { kind in
      ResourceVersion(
        resource: BillableResource(kind: kind, id: id, name: name, quantity: quantity),
        isGone: isGone)
    }
  }
}
