/// What is used of reservations, as an inventory tells it.
struct ReservationUses {
  private let hosts: [String: Host]
  private let memory: [String: DataSize]
  private let repositories: [String: StorageRepository]
  /// nil where backups were not read.
  private let backups: [String: Int]?
  /// By the network's name; nil where adapters were not read.
  private let adapters: [String: Int]?

  init(_ estate: Estate) {
    let inventory = estate.inventory
    hosts = Dictionary(inventory.hosts.map { ($0.id, $0) }, uniquingKeysWith: { one, _ in one })
    memory = inventory.virtualMachines.reduce(into: [:]) { sums, machine in
      guard machine.isRunning, let host = machine.host else { return }
      sums[host.id, default: .zero] += machine.memory
    }
    repositories = Dictionary(
      inventory.repositories.map { ($0.id, $0) }, uniquingKeysWith: { one, _ in one })
    backups =
      estate.knows(.backups)
      ? Dictionary(inventory.backups.map { ($0.machine?.id ?? "", 1) }, uniquingKeysWith: +) : nil
    let names = Dictionary(
      inventory.networks.map { ($0.id, $0.vlan) }, uniquingKeysWith: { one, _ in one })
    adapters =
      estate.knows(.networkAdapters)
      ? Dictionary(
        inventory.adapters.compactMap { adapter in
          adapter.network.map { (names[$0.id] ?? $0.name, 1) }
        }, uniquingKeysWith: +) : nil
  }

  func use(of resource: BillableResource) -> Reservation.Use? {
    switch resource.kind {
    case .blade:
      hosts[resource.id]?.memory.map { .size(memory[resource.id] ?? .zero, of: $0) }
    case .storage:
      repositories[resource.id].map { .size($0.used, of: $0.capacity) }
    case .backup: backups.map { .backups($0[resource.id] ?? 0) }
    case .vlan: adapters.map { .adapters($0[resource.id] ?? 0) }
    case .replication, .publicIP, .availabilityZone, .tenant: nil
    }
  }
}
