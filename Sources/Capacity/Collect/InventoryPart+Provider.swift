/// Where the provider's API has each part, and what a credential must be allowed to for it. Paths
/// are below the API's address, as the provider's own Terraform client asks for them.
extension InventoryPart {
  /// The path of its list. Of what is listed by machine, that of all machines' policies.
  var path: String {
    switch self {
    case .tenants: "/iam/v2/tenants"
    case .availabilityZones: "/compute/v1/open_iaas"
    case .backupPolicies: "/backup/v1/open_iaas/policies"
    case .backups: "/backup/v1/open_iaas/backups"
    case .replicationPolicies: "/compute/v1/open_iaas/replication/configurations"
    case .virtualMachineReplications: "/compute/v1/open_iaas/replication/virtual_machines"
    case .floatingIPs: "/vpc/v1/floating_ips"
    case .pools, .hosts, .virtualMachines, .storageRepositories, .virtualDisks, .networks,
      .networkAdapters, .snapshots:
      "/compute/v1/open_iaas/\(rawValue)"
    }
  }

  /// The permission that its list needs, as the provider's console calls it.
  public var permission: String {
    switch self {
    case .tenants: "iam_read"
    case .pools, .hosts, .storageRepositories: "compute_iaas_opensource_infrastructure_read"
    case .backupPolicies, .backups: "backup_iaas_opensource_read"
    case .floatingIPs: "vpc_read"
    case .availabilityZones, .virtualMachines, .virtualDisks, .networks, .networkAdapters,
      .snapshots, .replicationPolicies, .virtualMachineReplications:
      "compute_iaas_opensource_read"
    }
  }
}

/// Paths of what belongs to one machine.
enum MachinePath {
  static func machine(_ id: String) -> String { "\(InventoryPart.virtualMachines.path)/\(id)" }

  static func replications(_ id: String) -> String {
    "\(InventoryPart.virtualMachineReplications.path)/\(id)/configurations"
  }

  static func list(_ part: InventoryPart, ofMachine id: String) -> String {
    "\(part.path)?virtualMachineId=\(id)"
  }

  /// Whether an id can stand in a path and in a file's name as it is.
  static func isSafe(_ id: String) -> Bool {
    (1...64).contains(id.utf8.count)
      && id.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
          true
        default: false
        }
      }
  }
}
