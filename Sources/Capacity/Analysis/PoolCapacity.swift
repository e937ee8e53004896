public import Decimals

/// A pool in a report: its class, its memory and processors, and what the loss of a host would do.
public struct PoolCapacity: Hashable, Sendable {
  public let pool: Pool
  /// In the order of their names.
  public let hosts: [HostCapacity]
  /// The classes of its hosts, by product; one where all is well (rule B3).
  public let classes: [BladeClass]
  /// The machines that run in it.
  public let running: [VirtualMachine]
  /// The memory of those.
  public let allocated: DataSize
  /// The physical memory of the connected hosts.
  public let physical: DataSize
  /// The physical memory of all hosts, and the bounds of rule B4: 128 for each, and what its class
  /// has. "128 GB" is 128 GiB, as the memory of classes is. The upper one is nil where a class is
  /// not known.
  public let installed: DataSize
  public let installedMin: DataSize
  public let installedMax: DataSize?
  /// The processors of the running machines.
  public let processors: Int
  /// The threads of the connected hosts, as their classes say; nil where one is not known.
  public let threads: Int?
  /// What the connected hosts have without the largest of them.
  public let physicalAfterLoss: DataSize
  /// The worst that the loss of one host would do; nil without connected hosts.
  public let loss: HostLoss?
  let localDiscs: [VirtualMachine]
  let unplacedDiscs: [VirtualMachine]
  let hasSharedStorage: Bool

  init(_ pool: Pool, _ estate: Estate) {
    let inventory = estate.inventory
    self.pool = pool
    let running = inventory.virtualMachines.filter { $0.pool?.id == pool.id && $0.isRunning }
    let hosts = inventory.hosts.filter { $0.pool?.id == pool.id }
      .sorted { ($0.name, $0.id) < ($1.name, $1.id) }
    let connected = hosts.filter(\.isConnected)
    self.running = running
    self.hosts = hosts.map { HostCapacity($0, estate, machines: running) }
    classes = Set(self.hosts.compactMap(\.bladeClass.known)).sorted { $0.product < $1.product }
    allocated = running.reduce(.zero) { $0 + $1.memory }
    physical = Self.memory(of: connected)
    installed = Self.memory(of: hosts)
    installedMin = DataSize(hosts.count * Self.memoryMinGiB, GiB.self)
    let maxima = self.hosts.map { $0.bladeClass.known?.memory }
    installedMax = maxima.contains(nil) ? nil : maxima.reduce(.zero) { $0 + ($1 ?? .zero) }
    processors = running.reduce(0) { $0 + $1.cpus }
    let counts = self.hosts.filter(\.host.isConnected).map { $0.bladeClass.known?.threads }
    threads = counts.contains(nil) ? nil : counts.reduce(0) { $0 + ($1 ?? 0) }
    physicalAfterLoss = physical - (connected.compactMap(\.memory).max() ?? .zero)
    loss = .worst(in: connected, machines: running)
    let storage = inventory.repositories.filter { $0.pool?.id == pool.id }
    hasSharedStorage = storage.contains { $0.isBlock && $0.isAccessible && !$0.isInMaintenance }
    let discs = running.filter { $0.priority == .restart && !$0.mountedDisc.isEmpty }
      .map { ($0, Self.isLocal($0.mountedDisc, in: pool, inventory)) }
    localDiscs = discs.filter { $0.1 == true }.map(\.0)
    unplacedDiscs = discs.filter { $0.1 == nil }.map(\.0)
  }

  /// The memory that connected hosts say is used, by hypervisors too; nil where one does not say.
  public var used: DataSize? {
    let uses = hosts.filter(\.host.isConnected).map(\.host.memoryUsed)
    return uses.isEmpty || uses.contains(nil) ? nil : uses.reduce(.zero) { $0 + ($1 ?? .zero) }
  }

  public var connectedCount: Int { hosts.count { $0.host.isConnected } }

  /// What is allocated of the physical memory of connected hosts (rule B5); nil without any.
  public var allocatedPercent: DecimalNumber? { allocated.percent(of: physical) }

  /// Processors of machines for each thread, half up to 2 decimals; nil without known threads.
  public var virtualisationRatio: DecimalNumber? {
    guard let threads, threads > 0 else { return nil }
    return DecimalNumber(
      coefficient: (Int128(processors) * 200 + Int128(threads)) / (2 * Int128(threads)), scale: 2)
  }

  /// The memory that is left when the largest connected host is lost; below 0 where there is too
  /// little (rule B8).
  public var headroomAfterLoss: DataSize { physicalAfterLoss - allocated }

  /// How many machines that run have a priority.
  public func count(of priority: VirtualMachine.Priority) -> Int {
    running.count { $0.priority == priority }
  }

  /// Of physical memory, that must not be exceeded (rule B5).
  public static let memoryLinePercent = 85
  /// The lines of the provider's console: danger and critical (rule B5).
  public static let consoleLinesPercent = [60, 80]
  /// Of a cluster (rule B3). The order form offers at most 20; the larger figure is the rule.
  public static let hostsMax = 32
  /// For high availability (rule B6).
  public static let hostsMin = 2
  static let memoryMinGiB = 128

  private static func memory(of hosts: [Host]) -> DataSize {
    hosts.reduce(.zero) { $0 + ($1.memory ?? .zero) }
  }

  /// Whether a disc lies on storage of one host; nil where no repository that the pool has is known
  /// to have it.
  private static func isLocal(_ disc: String, in pool: Pool, _ inventory: Inventory) -> Bool? {
    let own = inventory.repositories.filter { $0.pool?.id == pool.id }
    let holding = Set(inventory.disks.filter { $0.name == disc }.compactMap(\.repository?.id))
    let repositories = own.filter { holding.contains($0.id) }
    return repositories.isEmpty ? nil : repositories.contains { !$0.isShared }
  }
}
