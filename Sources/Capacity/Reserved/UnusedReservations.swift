import Decimals

/// What of an estate is paid for in vain.
struct UnusedReservations {
  private let estate: Estate
  private let costs: [BillableResource.Key: DecimalNumber]
  private let capacities: [String: DataSize]

  init(_ estate: Estate, _ reservations: [Reservation]) {
    self.estate = estate
    costs = Dictionary(
      reservations.compactMap { item in item.monthlyCost.map { (item.resource.key, $0) } },
      uniquingKeysWith: { one, _ in one })
    capacities = Dictionary(
      estate.inventory.repositories.map { ($0.id, $0.capacity) },
      uniquingKeysWith: { one, _ in one })
  }

  var waste: [Waste] {
    get throws(DecimalError) {
      let unused = UnusedStorage(estate)
      var waste = idleRepositories
      for disk in unused.disks { waste.append(try self.disk(disk)) }
      for item in unused.snapshots { waste.append(try snapshot(item)) }
      waste += hostsInMaintenance + idleNetworks
      return waste.enumerated().sorted { one, other in
        let (left, right) = (one.element, other.element)
        guard left.kind == right.kind else { return left.kind.order < right.kind.order }
        let (cost, otherCost) = (left.monthlyCost ?? .zero, right.monthlyCost ?? .zero)
        return cost == otherCost
          ? (left.name, left.id, one.offset) < (right.name, right.id, other.offset)
          : cost > otherCost
      }.map(\.element)
    }
  }

  private var idleRepositories: [Waste] {
    guard estate.knows(.virtualDisks) else { return [] }
    let used = Set(estate.inventory.disks.compactMap { $0.repository?.id })
    return estate.inventory.repositories.filter { $0.isBlock && !used.contains($0.id) }
      .map { repository in
        Waste(
          kind: .idleRepository, id: repository.id, name: repository.name, place: "",
          size: repository.capacity,
          monthlyCost: costs[.init(kind: .storage, id: repository.id)])
      }
  }

  private func disk(_ disk: VirtualDisk) throws(DecimalError) -> Waste {
    Waste(
      kind: .unattachedDisk, id: disk.id, name: disk.name, place: disk.repository?.name ?? "",
      size: disk.size, monthlyCost: try cost(of: [disk]))
  }

  private func snapshot(_ item: OldSnapshot) throws(DecimalError) -> Waste {
    let disks = estate.inventory.disks.filter { disk in
      !disk.isSnapshot && disk.attachments.contains { $0.machine.id == item.snapshot.machineID }
    }
    return Waste(
      kind: .oldSnapshot, id: item.snapshot.id, name: item.snapshot.name,
      place: item.machine?.name ?? item.snapshot.machineID, size: item.size,
      monthlyCost: try cost(of: disks))
  }

  /// The disks' shares of what their repositories cost; nil where none of them is known.
  private func cost(of disks: [VirtualDisk]) throws(DecimalError) -> DecimalNumber? {
    var sum: DecimalNumber?
    for disk in disks {
      guard let id = disk.repository?.id, let capacity = capacities[id],
        let cost = costs[.init(kind: .storage, id: id)]
      else { continue }
      let share = try cost.share(of: disk.size, in: capacity)
      sum = try sum.map { one throws(DecimalError) in try one + share } ?? share
    }
    return sum
  }

  private var hostsInMaintenance: [Waste] {
    estate.inventory.hosts.filter(\.isInMaintenance).map { host in
      Waste(
        kind: .hostInMaintenance, id: host.id, name: host.name, place: host.pool?.name ?? "",
        size: host.memory, monthlyCost: costs[.init(kind: .blade, id: host.id)])
    }
  }

  private var idleNetworks: [Waste] {
    guard estate.knows(.networkAdapters) else { return [] }
    let uses = ReservationUses(estate)
    let names = Set(estate.inventory.networks.map(\.vlan))
    return names.sorted().compactMap { name in
      let resource = BillableResource(kind: .vlan, id: name, name: name)
      guard uses.use(of: resource) == .adapters(0) else { return nil }
      return Waste(
        kind: .idleNetwork, id: name, name: name, place: "", size: nil,
        monthlyCost: costs[resource.key])
    }
  }
}

extension Waste.Kind {
  fileprivate var order: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
