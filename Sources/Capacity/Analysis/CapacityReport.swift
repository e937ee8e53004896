public import Calendars
import Catalogue

/// What an estate can carry, what it carries, and what is wrong with it, as of the instant at which
/// its inventory was read.
public struct CapacityReport: Sendable {
  public let tenant: String
  public let takenAt: Instant
  /// The document that says what the API does not; nil where none names the tenant.
  public let map: String?
  /// Parts that were not read: nothing is said of what they would show.
  public let missingParts: [InventoryPart]
  /// Parts that the last snapshot lacks, and that are judged as they were before: when.
  public let earlierParts: [InventoryPart: Instant]
  /// How many objects could not be read, which are missing from what is said.
  public let unreadCount: Int
  /// By zone and name, as all lists are that have zones.
  public let pools: [PoolCapacity]
  public let repositories: [RepositoryCapacity]
  /// By pool and name.
  public let machines: [MachineCapacity]
  public let unused: UnusedStorage
  public let replication: [ReplicationState]
  public let backup: [BackupState]
  /// The worst first.
  public let findings: [Finding]
  /// When pools and repositories are full, where somebody has asked.
  public var forecasts: [FillForecast] = []
  /// What reservations cost and what is used of them, where somebody has asked.
  public var reserved: ReservedUse?

  /// O(things × things they refer to): an estate has hundreds, not millions.
  public init(_ estate: Estate) {
    let inventory = estate.inventory
    tenant = estate.tenant
    takenAt = estate.takenAt
    map = estate.map?.name
    earlierParts = estate.earlierParts
    missingParts = InventoryPart.allCases.filter { !estate.knows($0) }
    unreadCount = estate.unreadCount
    let protected = Set(
      inventory.backupPolicies.filter(\.isEnabled).flatMap(\.machineIDs))
    pools = inventory.pools.sorted { $0.place < $1.place }.map { PoolCapacity($0, estate) }
    repositories = inventory.repositories.sorted { $0.place < $1.place }
      .map { RepositoryCapacity($0, estate, protected: protected) }
    machines = Self.machines(estate)
    unused = UnusedStorage(estate)
    replication = inventory.replicationPolicies.sorted { ($0.name, $0.id) < ($1.name, $1.id) }
      .map { ReplicationState($0, estate) }
    backup = inventory.backupPolicies.sorted { ($0.name, $0.id) < ($1.name, $1.id) }
      .map { BackupState($0, estate) }
    var findings = pools.flatMap { $0.findings(estate) }
    findings += repositories.flatMap { $0.findings(estate) }
    findings += machines.flatMap { $0.findings(estate) }
    findings += inventory.disks.flatMap(\.findings) + unused.findings
    findings += replication.flatMap { $0.findings(estate) } + backup.flatMap { $0.findings(estate) }
    self.findings = findings.sorted(by: Finding.isBefore)
  }

  public func count(of severity: Finding.Severity) -> Int {
    findings.count { $0.severity == severity }
  }

  /// Whether somebody must look now.
  public var needsPerson: Bool { count(of: .critical) > 0 }

  private static func machines(_ estate: Estate) -> [MachineCapacity] {
    let inventory = estate.inventory
    var disks: [String: [VirtualDisk]] = [:]
    for disk in inventory.disks where !disk.isSnapshot {
      for attachment in disk.attachments { disks[attachment.machine.id, default: []].append(disk) }
    }
    let adapters = Dictionary(grouping: inventory.adapters, by: \.machineID)
    let backups = Dictionary(grouping: inventory.backups) { $0.machine?.id ?? "" }
    return inventory.virtualMachines.sorted { $0.place < $1.place }.map { machine in
      MachineCapacity(
        machine, estate, disks: disks[machine.id] ?? [],
        adapterCount: adapters[machine.id]?.count ?? 0, backups: backups[machine.id] ?? [])
    }
  }
}

extension Pool {
  /// Where it stands in lists.
  fileprivate var place: (String, String, String) { (zone?.name ?? "", name, id) }
}

extension StorageRepository {
  fileprivate var place: (String, String, String, String) {
    (zone?.name ?? "", pool?.name ?? "", name, id)
  }
}

extension VirtualMachine {
  fileprivate var place: (String, String, String) { (pool?.name ?? "", name, id) }
}
