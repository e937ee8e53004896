/// How full a pool or a repository was at the time of a snapshot: what forecasts come from.
public struct CapacityMeasure: Hashable, Sendable {
  /// What was measured; the raw values are those of the database.
  public enum Kind: String, CaseIterable, Sendable {
    /// Memory that running machines have, of that of connected hosts.
    case pool
    /// Storage that is used, of that which is allocated.
    case repository
  }

  public let kind: Kind
  /// The provider's id.
  public let id: String
  public let name: String
  public let used: DataSize
  public let size: DataSize

  /// The measures of a snapshot, by kind, then id. A pool is left out where a part that tells of it
  /// was not read as a whole, or a connected host does not say its memory: it would seem to be
  /// emptier, or fuller, than it was.
  static func all(of inventory: Inventory, incomplete: Set<InventoryPart>) -> [CapacityMeasure] {
    var inventory = inventory
    inventory.leaveOutRepeated()
    let pools: [InventoryPart] = [.pools, .hosts, .virtualMachines]
    let areWhole = pools.allSatisfy { inventory.parts.contains($0) && !incomplete.contains($0) }
    return (areWhole ? ofPools(inventory) : []) + ofRepositories(inventory)
  }

  private static func ofPools(_ inventory: Inventory) -> [CapacityMeasure] {
    let hosts = Dictionary(grouping: inventory.hosts.filter(\.isConnected)) { $0.pool?.id }
    let machines = Dictionary(grouping: inventory.virtualMachines.filter(\.isRunning)) {
      $0.pool?.id
    }
    return inventory.pools.sorted { $0.id < $1.id }.compactMap { pool in
      let memories = (hosts[pool.id] ?? []).compactMap(\.memory)
      guard memories.count == hosts[pool.id]?.count else { return nil }
      return CapacityMeasure(
        kind: .pool, id: pool.id, name: pool.name,
        used: (machines[pool.id] ?? []).map(\.memory).reduce(.zero, +),
        size: memories.reduce(.zero, +))
    }
  }

  /// Of storage that hosts share; discs to boot from do not fill up.
  private static func ofRepositories(_ inventory: Inventory) -> [CapacityMeasure] {
    inventory.repositories.sorted { $0.id < $1.id }
      .filter { $0.isShared && !["iso", "nfs_iso"].contains($0.type) }
      .map {
        CapacityMeasure(
          kind: .repository, id: $0.id, name: $0.name, used: $0.used, size: $0.capacity)
      }
  }
}
