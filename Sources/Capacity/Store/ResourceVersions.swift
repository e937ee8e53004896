import PostgreSQL
import SQL

/// The versions of resources that are stored.
struct ResourceVersions {
  private let connection: Connection

  init(_ connection: Connection) { self.connection = connection }

  /// The last version of each resource of a tenant.
  func last(ofTenant tenantID: Int32) throws -> [ResourceVersion] {
    try connection.query(.named("inventory_resources_last"), tenantID)
      .decode(String.self, String.self, String.self, Int64.self, Bool.self)
      .compactMap { kind, id, name, quantity, isGone in
        BillableResource.Kind(rawValue: kind).map { kind in
          ResourceVersion(
            resource: BillableResource(kind: kind, id: id, name: name, quantity: quantity),
            isGone: isGone)
        }
      }
  }
}
