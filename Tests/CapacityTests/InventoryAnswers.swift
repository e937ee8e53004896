import Capacity

/// What the provider's API would answer about an estate of `InventoryHistory`.
struct InventoryAnswers {
  typealias Kind = BillableResource.Kind

  private let estate: [Kind: [String: InventoryHistory.Known]]
  private let machines: [String: String]
  private let unasked: Set<String>

  init(
    _ estate: [Kind: [String: InventoryHistory.Known]], _ machines: [String: String],
    unasked: Set<String>
  ) {
    self.estate = estate
    self.machines = machines
    self.unasked = unasked
  }

  /// The id that the API has of a resource.
  static func id(_ kind: Kind, _ id: String) -> String {
    switch kind {
    case .blade: "h-" + id
    case .storage: "s-" + id
    case .backup, .replication: "m-" + id
    default: id
    }
  }

  /// The answers of the parts that were asked for; those that are broken have an object more, which
  /// is refused.
  func parts(_ isBroken: [InventoryPart: Bool]) -> [InventoryPart: String] {
    var parts: [InventoryPart: String] = [.pools: "[]"]
    for (part, isBroken) in isBroken {
      guard let objects = objects(of: part) else { continue }
      parts[part] = "[" + (objects + (isBroken ? ["7"] : [])).joined(separator: ",") + "]"
    }
    if let isBroken = isBroken[.virtualMachineReplications] {
      parts[.virtualMachineReplications] = replications(isBroken: isBroken)
    }
    return parts
  }

  private func objects(of part: InventoryPart) -> [String]? {
    switch part {
    case .hosts: list(.blade) { id, known in #"{"id":"h-\#(id)","name":"\#(known.name)"}"# }
    case .storageRepositories:
      list(.storage) { id, known in
        #"{"id":"s-\#(id)","name":"\#(known.name)","maxCapacity":\#(known.size << 38),"#
          + #""freeCapacity":0,"storageType":"lvmohba","shared":true}"#
      }
    case .networks: list(.vlan) { id, _ in #"{"id":"n-\#(id)","name":"\#(id)"}"# }
    case .virtualMachines:
      machines.sorted { $0.key < $1.key }.map { id, name in
        #"{"id":"m-\#(id)","name":"\#(name)","cpu":1,"memory":1}"#
      }
    case .backupPolicies:
      list(.backup) { id, _ in
        #"{"id":"p-\#(id)","name":"p","virtualMachines":["m-\#(id)","m-gone"],"#
          + #""schedulers":[{"retention":1}]}"#
      }
    default: nil
    }
  }

  private func replications(isBroken: Bool) -> String {
    let lists = machines.keys.sorted().filter { !unasked.contains($0) }.map { id in
      #""m-\#(id)":[\#(estate[.replication]?[id] == nil ? "" : #"{"id":"p"}"#)]"#
    }
    return "{" + (lists + (isBroken ? [#""m-gone":[7]"#] : [])).joined(separator: ",") + "}"
  }

  private func list(
    _ kind: Kind, _ object: (String, InventoryHistory.Known) -> String
  ) -> [String] {
    (estate[kind] ?? [:]).sorted { $0.key < $1.key }.map { object($0.key, $0.value) }
  }
}
