/// What happens in a pool when a connected host is lost: which of its running machines start again
/// on the others (rule B7).
///
/// It is a placement by memory: what already runs on the other hosts stays there, and what the
/// lost host's machines need must fit into what the others have left. `restart` comes first, then
/// each `best-effort` is tried once, each in descending order of memory, then of ids.
public struct HostLoss: Hashable, Sendable {
  /// The lost host.
  public let host: Host
  /// What the other connected hosts have left before anything is started again.
  public let memoryLeft: DataSize
  /// How many of its running machines are to be started again.
  public let restartCount: Int
  public let bestEffortCount: Int
  /// Those of `restart` that find no place.
  public let restartNotStarted: [VirtualMachine]
  /// Whether it was proven that there is no place for all of `restart`. Where it was not, another
  /// placement may exist.
  public let isProven: Bool
  /// Those of `best-effort` that find no place after them.
  public let bestEffortNotStarted: [VirtualMachine]

  /// Of a pool the connected hosts, and the machines that run in it.
  init(of host: Host, in connected: [Host], machines: [VirtualMachine]) {
    let others = connected.filter { $0.id != host.id }.sorted { $0.id < $1.id }
    let free = others.map { other in
      other.memoryFree(machines.filter { $0.host?.id == other.id })
    }
    let lost = machines.filter { $0.host?.id == host.id }.sorted {
      ($1.memory, $0.id) < ($0.memory, $1.id)
    }
    let restart = lost.filter { $0.priority == .restart }
    let bestEffort = lost.filter { $0.priority == .bestEffort }
    var placement = Placement(free: free)
    let answer = placement.answer(for: restart.map(\.memory))
    let hosts: [Int?]
    if case .fits(let places) = answer {
      placement.put(restart.map(\.memory), on: places)
      hosts = places
    } else {
      hosts = placement.putFirstFit(restart.map(\.memory))
    }
    let efforts = placement.putFirstFit(bestEffort.map(\.memory))
    self.host = host
    memoryLeft = free.reduce(.zero, +)
    restartCount = restart.count
    bestEffortCount = bestEffort.count
    restartNotStarted = zip(restart, hosts).filter { $0.1 == nil }.map(\.0)
    isProven = answer == .doesNotFit
    bestEffortNotStarted = zip(bestEffort, efforts).filter { $0.1 == nil }.map(\.0)
  }

  /// The loss that leaves the most memory of `restart` without a place, then of `best-effort`, then
  /// the least room; nil where no host is connected.
  static func worst(in connected: [Host], machines: [VirtualMachine]) -> HostLoss? {
    connected.map { HostLoss(of: $0, in: connected, machines: machines) }
      .min { $0.rank < $1.rank }
  }

  private var rank: (Int64, Int64, Int64, String) {
    (
      -restartNotStarted.reduce(.zero) { $0 + $1.memory }.bytes,
      -bestEffortNotStarted.reduce(.zero) { $0 + $1.memory }.bytes, memoryLeft.bytes, host.id
    )
  }
}

extension Host {
  /// The physical memory that machines and the hypervisor leave. What is used is what the API
  /// says, at least what the machines have: the hypervisor's own share is in the former (rule B4).
  func memoryFree(_ machines: [VirtualMachine]) -> DataSize {
    let allocated = machines.reduce(DataSize.zero) { $0 + $1.memory }
    let used = max(allocated, memoryUsed ?? .zero)
    return max((memory ?? .zero) - used, .zero)
  }
}
