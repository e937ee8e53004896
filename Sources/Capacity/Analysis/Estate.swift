public import Calendars
public import Catalogue

/// What a report on capacity looks at: a tenant's inventory as it was at an instant, and what the
/// provider's API does not say of it. Pure: the same estate gives the same report, always.
public struct Estate: Sendable {
  /// Our tenant's name.
  public let tenant: String
  /// When the inventory was read, which is the report's now.
  public let takenAt: Instant
  public private(set) var inventory: Inventory
  /// nil where no map names the tenant: then no class is known.
  public let map: InventoryMap?
  /// How many objects of the inventory could not be read: what is said may lack them.
  public let unreadCount: Int
  /// Parts that the last snapshot lacks, and that are judged as they were before: when.
  public let earlierParts: [InventoryPart: Instant]
  private let products: [String: Product]
  /// The backup policies that name a machine, by its id.
  private var backupPolicies: [String: [BackupPolicy]] = [:]

  /// An estate; products are all that there are, by name.
  public init(
    tenant: String, takenAt: Instant, inventory: Inventory, map: InventoryMap?,
    products: [String: Product], unreadCount: Int = 0,
    earlierParts: [InventoryPart: Instant] = [:]
  ) {
    self.tenant = tenant
    self.takenAt = takenAt
    self.inventory = inventory
    self.map = map
    self.products = products
    self.unreadCount = unreadCount
    self.earlierParts = earlierParts
    self.inventory.leaveOutRepeated()
    for policy in self.inventory.backupPolicies {
      for machine in Set(policy.machineIDs) { backupPolicies[machine, default: []].append(policy) }
    }
    for place in self.inventory.hosts.indices where self.inventory.hosts[place].memory == nil {
      // What the API leaves out, the class says.
      self.inventory.hosts[place].memory =
        bladeClass(of: self.inventory.hosts[place]).known?.memory
    }
  }

  /// The backup policies that name a machine, in the API's order.
  func backupPolicies(of machine: VirtualMachine) -> [BackupPolicy] {
    backupPolicies[machine.id] ?? []
  }

  /// Whether a part was read: what was not is not judged.
  func knows(_ part: InventoryPart) -> Bool { inventory.parts.contains(part) }

  func bladeClass(of host: Host) -> Classified<BladeClass> {
    classified(host.name, host.id, map?.blades ?? []) { BladeClass($0) }
  }

  func storageClass(of repository: StorageRepository) -> Classified<StorageClass> {
    classified(repository.name, repository.id, map?.storage ?? []) { StorageClass($0) }
  }

  private func classified<Class>(
    _ name: String, _ id: String, _ rules: [InventoryMap.Rule], _ make: (Product) -> Class
  ) -> Classified<Class> {
    let day = Zone.default.date(of: takenAt)
    return switch InventoryMap.target(of: name, id: id, in: rules, on: day) {
    case nil: .unmapped
    case .ignored(let reason): .ignored(reason: reason)
    case .product(let product): products[product].map { .known(make($0)) } ?? .unmapped
    }
  }
}

/// The class of a blade or of a repository, which the provider's API does not say.
public enum Classified<Class: Hashable & Sendable>: Hashable, Sendable {
  case known(Class)
  /// Not billed, and therefore of no class; the map says why.
  case ignored(reason: String)
  /// No rule of the map matches.
  case unmapped

  public var known: Class? {
    if case .known(let known) = self { known } else { nil }
  }
}
