import Capacity

/// What of an inventory is not billed, in words for a person.
struct UnbilledMessages {
  let all: [(code: String, text: String)]

  init(_ outcome: InventoryEvents.Outcome) {
    all =
      outcome.tenantsWithoutMap.map { tenant in
        (
          "no_inventory_map",
          "nothing new of the tenant `\(tenant)` is billed: no inventory map has it among its"
            + " `tenants`; what was billed of it goes on as it was"
        )
      }
      + outcome.unmapped.map { unmapped in
        let resource = unmapped.resource
        let until = unmapped.until.map { " until \($0)" } ?? ""
        return (
          "unmapped",
          "\(unmapped.tenant): the \(resource.kind.words) `\(resource.name)` (\(resource.id)) is"
            + " not billed since \(unmapped.since)\(until): the inventory map has no rule in"
            + " `\(resource.kind.key)` that matches its name or id"
        )
      }
  }
}

extension BillableResource.Kind {
  fileprivate var words: String {
    switch self {
    case .blade: "blade"
    case .storage: "storage repository"
    case .backup: "backup of"
    case .replication: "replication of"
    case .vlan: "VLAN"
    case .publicIP: "public address"
    case .availabilityZone: "availability zone"
    case .tenant: "tenant"
    }
  }

  /// The key of the map under which a rule would have to stand.
  fileprivate var key: String {
    switch self {
    case .blade: "blades"
    default: rawValue
    }
  }
}
