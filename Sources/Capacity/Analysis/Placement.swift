/// Whether machines find a place in the memory of hosts, each on one of them.
///
/// First the machines are put in descending order into the first host that has room (first fit
/// decreasing); where that fails, all placements are searched. The search is exact for as many
/// steps as it is allowed; beyond, the answer is that it is not known.
struct Placement {
  enum Answer: Equatable {
    /// The host of each machine, by index.
    case fits([Int])
    /// There is no placement at all.
    case doesNotFit
    /// None was found, and it was not proven that there is none.
    case unknown
  }

  /// What each host has left, in the order of the hosts.
  private(set) var free: [DataSize]

  /// Puts machines one by one, in their order, into the first host that has room. Returns the host
  /// of each; nil for what found no room, which takes none.
  mutating func putFirstFit(_ sizes: [DataSize]) -> [Int?] {
    sizes.map { size in
      guard let host = free.firstIndex(where: { $0 >= size }) else { return nil }
      free[host] = free[host] - size
      return host
    }
  }

  /// Puts machines on hosts that have room.
  mutating func put(_ sizes: [DataSize], on hosts: [Int]) {
    for (size, host) in zip(sizes, hosts) { free[host] = free[host] - size }
  }

  /// Whether all fit; their sizes are in descending order. At most so many steps are taken, in each
  /// of which a single machine is placed.
  func answer(for sizes: [DataSize], stepsMax: Int = 50_000) -> Answer {
    var quick = self
    let hosts = quick.putFirstFit(sizes).compactMap(\.self)
    if hosts.count == sizes.count { return .fits(hosts) }
    var search = PlacementSearch(free: free, sizes: sizes, stepsLeft: stepsMax)
    if search.place() { return .fits(search.hosts) }
    return search.stepsLeft > 0 ? .doesNotFit : .unknown
  }
}

/// The search through all placements, largest machine first. Of hosts with equal room it tries one.
private struct PlacementSearch {
  var free: [DataSize]
  let sizes: [DataSize]
  var stepsLeft: Int
  /// Of the machines that are placed now.
  var hosts: [Int] = []

  /// What the machines from an index on need together.
  private let needed: [DataSize]

  init(free: [DataSize], sizes: [DataSize], stepsLeft: Int) {
    self.free = free
    self.sizes = sizes
    self.stepsLeft = stepsLeft
    var needed = [DataSize.zero]
    for size in sizes.reversed() { needed.append((needed.last ?? .zero) + size) }
    self.needed = needed.reversed()
  }

  /// Places the machines that are not placed yet; false where that cannot be, or no steps are left.
  mutating func place() -> Bool {
    guard hosts.count < sizes.count else { return true }
    guard needed[hosts.count] <= free.reduce(.zero, +) else { return false }
    let size = sizes[hosts.count]
    var tried: Set<DataSize> = []
    for host in free.indices where free[host] >= size && tried.insert(free[host]).inserted {
      guard stepsLeft > 0 else { return false }
      stepsLeft -= 1
      free[host] = free[host] - size
      hosts.append(host)
      if place() { return true }
      hosts.removeLast()
      free[host] = free[host] + size
    }
    return false
  }
}
