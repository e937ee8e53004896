public import Calendars

/// Why a snapshot cannot be stored, or events cannot be made of resources.
public enum InventoryError: Error, Hashable, Sendable {
  /// No organisation has the tenant; `nearest` are names that may have been meant.
  case unknownTenant(String, nearest: [String])
  /// Neither the caller nor an inventory map says whose it is; `listed` are the provider's tenants.
  case tenantNotTold(listed: [String])
  /// The inventory map knows several tenants of those that were listed.
  case severalTenants([String])
  /// The snapshot lists tenants of which the inventory map knows others than the one named.
  case otherTenant(named: String, listed: [String])
  case noParts(files: [String])
  /// A part stands twice in a snapshot.
  case partTwice(InventoryPart, file: String)
  /// A later snapshot is stored already.
  case olderThanLast(tenant: String, takenAt: Instant, last: Instant)
  /// Another snapshot of the same instant is stored already; `parts` differ.
  case otherSnapshot(tenant: String, takenAt: Instant, parts: [String])
  /// A tenant's last snapshot is asked for, and it has none.
  case noSnapshot(tenant: String)
  /// A map's product cannot be billed from an inventory any more.
  case unusableProduct(String, map: String, problem: String)

  /// A stable, machine-readable name.
  public var code: String {
    switch self {
    case .unknownTenant: "unknown_tenant"
    case .tenantNotTold: "tenant_not_told"
    case .severalTenants: "several_tenants"
    case .otherTenant: "other_tenant"
    case .noParts: "no_inventory"
    case .partTwice: "duplicate_part"
    case .olderThanLast: "snapshot_out_of_order"
    case .otherSnapshot: "snapshot_differs"
    case .noSnapshot: "no_snapshot"
    case .unusableProduct: "unusable_product"
    }
  }

  /// Whether another call would do, or other files.
  public var isWrongUsage: Bool {
    switch self {
    case .tenantNotTold, .severalTenants, .otherTenant, .noParts, .partTwice: true
    case .unknownTenant, .olderThanLast, .otherSnapshot, .noSnapshot, .unusableProduct: false
    }
  }
}

extension InventoryError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unknownTenant(let tenant, let nearest):
      "no organisation has the tenant `\(tenant)`"
        + (nearest.isEmpty
          ? ": apply its document first"
          : "; did you mean \(nearest.map { "`\($0)`" }.joined(separator: " or "))?")
    case .tenantNotTold(let listed):
      (listed.isEmpty
        ? "the snapshot does not list the provider's tenants"
        : "no inventory map knows the provider's tenant \(listed.joined(separator: ", "))")
        + ": name ours with --tenant, or apply an InventoryMap that has it"
    case .severalTenants(let tenants):
      "the snapshot lists several tenants that an inventory map knows,"
        + " \(tenants.joined(separator: ", ")): say with --tenant whose it is"
    case .otherTenant(let named, let listed):
      "the snapshot is to be `\(named)`'s, but the provider's tenants in it are, by the inventory"
        + " map, \(listed.joined(separator: ", ")): mend --tenant, or the map"
    case .noParts(let files):
      "there is no inventory in \(files.joined(separator: ", ")): files such as pools.json are"
        + " expected, or a folder of them"
    case .partTwice(let part, let file):
      "\(file): \(part.rawValue) was read already: a snapshot has each part once"
    case .olderThanLast(let tenant, let takenAt, let last):
      "a snapshot of `\(tenant)` of \(last) is stored already, and this one is of \(takenAt):"
        + " snapshots are imported in the order of time"
    case .otherSnapshot(let tenant, let takenAt, let parts):
      "another snapshot of `\(tenant)` of \(takenAt) is stored already, with other contents of"
        + " \(parts.joined(separator: ", ")): give this one its own time with --at"
    case .noSnapshot(let tenant):
      "the tenant `\(tenant)` has no snapshot: import one with `releve capacity import`"
    case .unusableProduct(let product, let map, let problem):
      "the inventory map `\(map)` has the product `\(product)`, \(problem): mend the map or the"
        + " catalogue, and apply it"
    }
  }
}
