import Documents

/// The resources of a snapshot that can be billed, and which others are known to be gone. Pure.
///
/// What a snapshot did not read it says nothing of: a part that is missing, or of which something
/// could not be read, lets nothing go.
struct BillableResources {
  /// By kind and id, in the order of ids; of several with one id the first.
  private(set) var found: [BillableResource.Kind: [String: BillableResource]] = [:]
  /// The kinds of which everything was read: what is not found is gone.
  private var isComplete: Set<BillableResource.Kind> = []
  /// Machines whose replication is not known.
  private var unansweredMachines: Set<String> = []

  /// The resources of the snapshot of `tenant`, ours. `incomplete` are the parts of which objects
  /// were refused.
  init(_ inventory: Inventory, tenant: String, incomplete: Set<InventoryPart>) {
    func isWhole(_ parts: InventoryPart...) -> Bool {
      parts.allSatisfy { inventory.parts.contains($0) && !incomplete.contains($0) }
    }
    take(.blade, isWhole(.hosts), inventory.hosts.map { ($0.id, $0.name, 1) })
    take(
      .storage, isWhole(.storageRepositories),
      inventory.repositories.filter(\.isBlock).map { ($0.id, $0.name, $0.capacity.bytes) })
    take(.vlan, isWhole(.networks), inventory.networks.map { ($0.vlan, $0.vlan, 1) })
    take(.publicIP, isWhole(.floatingIPs), inventory.floatingIPs.map { ($0.id, $0.address, 1) })
    take(
      .availabilityZone, isWhole(.availabilityZones), inventory.zones.map { ($0.id, $0.name, 1) })
    take(.tenant, isWhole(.tenants), inventory.tenants.prefix(1).map { _ in (tenant, tenant, 1) })
    // Policies name machines that may be gone, and machines do not say who protects them: both
    // must be known.
    if inventory.parts.contains(.virtualMachines) {
      takeProtection(inventory, isWhole: isWhole)
    }
  }

  private mutating func takeProtection(
    _ inventory: Inventory, isWhole: (InventoryPart...) -> Bool
  ) {
    let machines = inventory.virtualMachines
    if inventory.parts.contains(.backupPolicies) {
      let backedUp = Set(inventory.backupPolicies.filter(\.isEnabled).flatMap(\.machineIDs))
      take(
        .backup, isWhole(.virtualMachines, .backupPolicies),
        machines.filter { backedUp.contains($0.id) }.map { ($0.id, $0.name, 1) })
    }
    if inventory.parts.contains(.virtualMachineReplications) {
      let policies = inventory.replications
      take(
        .replication, isWhole(.virtualMachines, .virtualMachineReplications),
        machines.filter { policies[$0.id]?.isEmpty == false }.map { ($0.id, $0.name, 1) })
      unansweredMachines = Set(machines.map(\.id).filter { policies[$0] == nil })
    }
  }

  private mutating func take(
    _ kind: BillableResource.Kind, _ isWhole: Bool, _ items: [(String, String, Int64)]
  ) {
    var resources: [String: BillableResource] = [:]
    for (id, name, quantity) in items where resources[id] == nil {
      resources[id] = BillableResource(kind: kind, id: id, name: name, quantity: quantity)
    }
    found[kind] = resources
    if isWhole { isComplete.insert(kind) }
  }

  /// The kinds of which there were resources, and of which none is listed now. A tenant has a
  /// blade, storage, a network and a zone (rule A2): an answer without any is more likely one that
  /// lacks a right. Of the other kinds a last one may well go.
  func emptied(against last: [ResourceVersion]) -> [InventoryImportResult.Held] {
    BillableResource.Kind.allCases.compactMap { kind in
      let count = last.count { $0.resource.kind == kind && !$0.isGone }
      guard isComplete.contains(kind), found[kind]?.isEmpty ?? false, count >= kind.emptiedMin
      else { return nil }
      return .init(kind: kind, count: count)
    }
  }

  /// Whether a resource that is not found is known to be gone.
  func isGone(_ kind: BillableResource.Kind, _ id: String) -> Bool {
    guard isComplete.contains(kind), found[kind]?[id] == nil else { return false }
    return kind != .replication || !unansweredMachines.contains(id)
  }
}

extension BillableResource.Kind {
  /// From how many resources on their going all at once is not believed.
  fileprivate var emptiedMin: Int {
    switch self {
    case .blade, .storage, .vlan, .availabilityZone, .tenant: 1
    case .backup, .replication, .publicIP: 2
    }
  }
}

extension Network {
  /// By what it is billed: its name, or its id where it has none.
  var vlan: String { name.isEmpty ? id : name }
}
