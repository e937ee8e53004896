import Decimals

/// What of an estate is paid for in vain.
struct UnusedReservations {
  private let estate: Estate
  private let costs: [BillableResource.Key: DecimalNumber]
  private let uses: ReservationUses
  private let capacities: [String: DataSize]

  init(_ estate: Estate, _ reservations: [Reservation], _ uses: ReservationUses) {
    self.estate = estate
    self.uses = uses
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
      return waste.sorted { $0.rank < $1.rank }
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
    var shares: [DecimalNumber?] = []
    for disk in disks {
      guard let id = disk.repository?.id, let capacity = capacities[id] else { continue }
      let cost = costs[.init(kind: .storage, id: id)]
      shares.append(
        try cost.map { cost throws(DecimalError) in try cost.share(of: disk.size, in: capacity) })
    }
    return try ReservationSum.sum(shares)
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

extension Waste {
  /// Where it stands in lists: by kind, the dearest first.
  fileprivate var rank: (Int, DecimalNumber, String, String) {
    (Kind.allCases.firstIndex(of: kind) ?? 0, (monthlyCost ?? .zero).negated, name, id)
  }
}
