import Calendars
import Capacity

/// A tenant's estate that changes from snapshot to snapshot, under maps that change too; and what
/// it comes to, told slowly: every snapshot is a whole list of what is known then.
struct InventoryHistory {
  typealias Kind = BillableResource.Kind

  /// What is known of a resource: its name, and its size in steps of 2³⁸ bytes (256 GiB).
  struct Known: Equatable {
    var name: String
    var size = 1
  }

  /// The rules in force: of names that begin with a letter, in their order; and of services.
  struct Rules {
    var blades: [(prefix: String, product: String?)] = []
    var storage: [(prefix: String, product: String?)] = []
    var services: [String: String?] = [:]
    var region = "fr1"
  }

  private(set) var rules = Rules()
  /// When snapshots were taken, with everything that was known then.
  private(set) var states: [(takenAt: Instant, known: [Kind: [String: Known]])] = []
  /// What there is.
  private var estate: [Kind: [String: Known]] = [:]
  private var machines: [String: String] = [:]
  private var time: Instant

  init(from time: Instant) { self.time = time }

  // Changes

  /// Lets something come, go, grow or be renamed.
  mutating func change(using random: inout some RandomNumberGenerator) {
    let (id, name) = ("\(Int.random(in: 1...4, using: &random))", Self.name(using: &random))
    let size = Int.random(in: 1...6, using: &random)
    switch Int.random(in: 0..<5, using: &random) {
    case 0: set(.blade, id, Bool.random(using: &random) ? Known(name: name) : nil)
    case 1: set(.storage, id, size < 6 ? Known(name: name, size: size) : nil)
    case 2: set(.vlan, name, Bool.random(using: &random) ? Known(name: name) : nil)
    case 3:
      machines[id] = Bool.random(using: &random) ? name : nil
      for kind in [Kind.backup, .replication] where estate[kind]?[id] != nil {
        set(kind, id, machines[id].map { Known(name: $0) })
      }
    default:
      guard let machine = machines[id] else { return }
      let kind = Bool.random(using: &random) ? Kind.backup : .replication
      set(kind, id, Bool.random(using: &random) ? Known(name: machine) : nil)
    }
  }

  private mutating func set(_ kind: Kind, _ id: String, _ known: Known?) {
    estate[kind, default: [:]][id] = known
  }

  private static func name(using random: inout some RandomNumberGenerator) -> String {
    let letters = ["a", "b", "c"]
    return letters[Int.random(in: 0..<3, using: &random)]
      + String(Int.random(in: 1...2, using: &random))
  }

  /// Draws other rules.
  mutating func changeRules(using random: inout some RandomNumberGenerator) {
    func drawn(_ products: [String]) -> [(prefix: String, product: String?)] {
      ["a", "b", ""].filter { _ in Bool.random(using: &random) }.map { prefix in
        (prefix, products.randomElement(using: &random))
      } + (Bool.random(using: &random) ? [("c", nil)] : [])
    }
    rules.blades = drawn(["standard", "eco"])
    rules.storage = drawn(["flash", "mass"])
    let isSwapped = Bool.random(using: &random)
    rules.services = [:]
    for (service, product) in [
      ("backup", isSwapped ? "replica" : "backup"),
      ("replication", isSwapped ? "backup" : "replica"),
      ("vlan", "vlan"),
    ] {
      switch Int.random(in: 0..<4, using: &random) {
      case 0: break
      case 1: rules.services[service] = .some(nil)
      default: rules.services[service] = product
      }
    }
    rules.region = Int.random(in: 0..<4, using: &random) == 0 ? "fr2" : "fr1"
  }

  // Snapshots

  /// The answers of the next snapshot: some may be missing, or have an object that is refused.
  mutating func snapshot(
    using random: inout some RandomNumberGenerator
  ) -> (parts: [InventoryPart: String], takenAt: Instant) {
    time = time.adding(microseconds: Int64.random(in: 1...100_000_000_000, using: &random))
    var isBroken: [InventoryPart: Bool] = [:]
    for part in InventoryPart.allCases where Int.random(in: 0..<8, using: &random) > 0 {
      isBroken[part] = Int.random(in: 0..<8, using: &random) == 0
    }
    let unasked = Set(
      machines.keys.sorted().filter { _ in
        Int.random(in: 0..<6, using: &random) == 0
      })
    learn(isBroken, unasked: unasked)
    return (InventoryAnswers(estate, machines, unasked: unasked).parts(isBroken), time)
  }

  /// Takes over what a snapshot tells.
  private mutating func learn(_ isBroken: [InventoryPart: Bool], unasked: Set<String>) {
    var known = states.last?.known ?? [:]
    let parts: [(Kind, [InventoryPart])] = [
      (.blade, [.hosts]), (.storage, [.storageRepositories]), (.vlan, [.networks]),
      (.backup, [.virtualMachines, .backupPolicies]),
      (.replication, [.virtualMachines, .virtualMachineReplications]),
    ]
    for (kind, parts) in parts where parts.allSatisfy({ isBroken[$0] != nil }) {
      let listed = (estate[kind] ?? [:]).filter { id, _ in
        kind != .replication || !unasked.contains(id)
      }
      let isWhole = parts.allSatisfy { isBroken[$0] == false }
      for id in (known[kind] ?? [:]).keys where isWhole && listed[id] == nil {
        if kind != .replication || !unasked.contains(id) { known[kind]?[id] = nil }
      }
      known[kind, default: [:]].merge(listed) { _, new in new }
    }
    states.append((time, known))
  }

  // Levels

  /// What is held at each snapshot under the rules in force: quantities by `SKU RESOURCE`.
  func levels() -> [(takenAt: Instant, levels: [String: String])] {
    states.map { takenAt, known in
      var levels: [String: String] = [:]
      for (kind, resources) in known {
        for (id, resource) in resources {
          guard let product = product(kind, resource.name) else { continue }
          levels["csp:\(rules.region):\(product) \(InventoryAnswers.id(kind, id))"] =
            quantity(resource.size, in: product)
        }
      }
      return (takenAt, levels)
    }
  }

  private func product(_ kind: Kind, _ name: String) -> String? {
    switch kind {
    case .blade: rules.blades.first { name.hasPrefix($0.prefix) }?.product
    case .storage: rules.storage.first { name.hasPrefix($0.prefix) }?.product
    default: rules.services[kind.rawValue] ?? nil
    }
  }

  private func quantity(_ size: Int, in product: String) -> String {
    switch product {
    case "flash": String(size * 256)
    case "mass": String(size / 4) + ["", ".25", ".5", ".75"][size % 4]
    default: "1"
    }
  }
}
