/// What a tenant had when its parts were read from the provider's API.
///
/// Parts that were not read are empty; `parts` says which were. Lists are in the API's order.
public struct Inventory: Sendable {
  /// The parts that are known.
  public var parts: Set<InventoryPart> = []
  public var tenants: [ProviderTenant] = []
  public var zones: [AvailabilityZone] = []
  public var pools: [Pool] = []
  public var hosts: [Host] = []
  public var virtualMachines: [VirtualMachine] = []
  public var repositories: [StorageRepository] = []
  public var disks: [VirtualDisk] = []
  public var networks: [Network] = []
  public var adapters: [NetworkAdapter] = []
  public var snapshots: [MachineSnapshot] = []
  public var backupPolicies: [BackupPolicy] = []
  public var backups: [Backup] = []
  public var replicationPolicies: [ReplicationPolicy] = []
  /// The ids of the replication policies of each machine, by the machine's id.
  public var replications: [String: [String]] = [:]
  public var floatingIPs: [FloatingIP] = []

  public init() {}

  /// Of objects with one id the first stays: an answer that repeats one has not two of it.
  mutating func leaveOutRepeated() {
    pools = pools.first(of: \.id)
    hosts = hosts.first(of: \.id)
    virtualMachines = virtualMachines.first(of: \.id)
    repositories = repositories.first(of: \.id)
    disks = disks.first(of: \.id)
    adapters = adapters.first(of: \.id)
    snapshots = snapshots.first(of: \.id)
    backups = backups.first(of: \.id)
    backupPolicies = backupPolicies.first(of: \.id)
    replicationPolicies = replicationPolicies.first(of: \.id)
  }
}

extension Array {
  fileprivate func first(of id: (Element) -> String) -> [Element] {
    var known: Set<String> = []
    return filter { known.insert(id($0)).inserted }
  }
}

extension Inventory {
  /// How many objects a part has; of the replication of machines, how many machines were asked
  /// about.
  public func count(of part: InventoryPart) -> Int {
    switch part {
    case .tenants: tenants.count
    case .availabilityZones: zones.count
    case .pools: pools.count
    case .hosts: hosts.count
    case .virtualMachines: virtualMachines.count
    case .storageRepositories: repositories.count
    case .virtualDisks: disks.count
    case .networks: networks.count
    case .networkAdapters: adapters.count
    case .snapshots: snapshots.count
    case .backupPolicies: backupPolicies.count
    case .backups: backups.count
    case .replicationPolicies: replicationPolicies.count
    case .virtualMachineReplications: replications.count
    case .floatingIPs: floatingIPs.count
    }
  }
}
