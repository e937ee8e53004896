import Catalogue
import PostgreSQL
import SQL

/// The tenants that have snapshots.
struct InventoryTenants {
  private let connection: Connection

  init(_ connection: Connection) { self.connection = connection }

  /// The id of a tenant, whether it has snapshots or not.
  ///
  /// - Throws: `InventoryError.unknownTenant`.
  func id(of tenant: String) throws -> Int32 {
    if let id = try connection.query(.named("inventory_tenant"), tenant).first(Int32.self) {
      return id
    }
    let names = try connection.query(.named("tenant_ids")).decode(String.self, Int32.self).map(\.0)
    throw InventoryError.unknownTenant(tenant, nearest: NearestNames.of(tenant, among: names))
  }

  /// A tenant with its id; all that have snapshots, by name, where none is named.
  func ids(of tenant: String?) throws -> [(name: String, id: Int32)] {
    if let tenant { return [(tenant, try id(of: tenant))] }
    return try connection.query(.named("inventory_tenants")).decode(String.self, Int32.self)
      .map { ($0.0, $0.1) }
  }
}
