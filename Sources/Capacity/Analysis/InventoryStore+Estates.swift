public import Calendars
public import Catalogue

extension InventoryStore {
  /// The estates of all tenants that have a snapshot, or of one, as they were last seen, or last
  /// seen by an instant; by the tenant's name. Classes are told by the map in force in the
  /// directory.
  ///
  /// - Throws: `InventoryError.noSnapshot` for a tenant that has none.
  public func estates(
    of tenant: String? = nil, _ directory: Directory, asOf: Instant? = nil
  ) throws -> [Estate] {
    let stored = try latest(of: tenant, asOf: asOf)
    if let tenant, stored.isEmpty { throw InventoryError.noSnapshot(tenant: tenant) }
    let products = directory.products
    return stored.map { snapshot in
      Estate(
        tenant: snapshot.tenant, takenAt: snapshot.takenAt, inventory: snapshot.inventory,
        map: directory.inventoryMap(ofTenant: snapshot.tenant), products: products,
        unreadCount: snapshot.refused.count, earlierParts: snapshot.earlierParts)
    }
  }
}
