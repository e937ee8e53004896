public import Calendars
import Documents

/// What the provider's API does not say: which product a blade or a storage repository is, and
/// which tenant of ours a credential's tenant is. Our own kind of document.
///
/// What it does not mention is reported and never guessed; what is not to be billed says why.
public struct InventoryMap: Hashable, Sendable {
  /// What a resource is billed as.
  public enum Target: Hashable, Sendable {
    /// A product of a catalogue.
    case product(String)
    /// Not billed, and why.
    case ignored(reason: String)
  }

  /// What is billed by name.
  public struct Rule: Hashable, Sendable {
    /// Of the resource's name, or of its id.
    public let match: NamePattern
    public let target: Target
    /// The first local day on which it holds (in Paris); nil for ever.
    public let from: LocalDate?
  }

  /// Services that the provider bills by the piece, as keys of the document.
  public enum Service: String, CaseIterable, Sendable {
    /// For each machine that a backup policy protects (rule E1).
    case backup
    /// For each machine that is replicated (rule F7).
    case replication
    /// For each VLAN of the region (rule D1).
    case vlan
    /// For each public address (rule D2).
    case publicIP = "public_ip"
    /// For each availability zone (rule A2).
    case availabilityZone = "availability_zone"
    /// For the tenant (rule A2).
    case tenant
  }

  public let name: String
  /// What stands for `(region)` in SKUs, such as `fr1`.
  public let region: String
  /// Tenants of ours by the provider's ids.
  public let tenants: [String: String]
  /// In the order of the document: the first that matches holds. Of hosts.
  public let blades: [Rule]
  /// Of shared block storage.
  public let storage: [Rule]
  /// Services that the document mentions, by rules as those of blades; a product alone is of all.
  public let services: [Service: [Rule]]

  /// What a resource with a name and id is on a day, by the first rule that holds and matches; nil
  /// where none does. Without a day, whatever rules hold one day.
  public static func target(
    of name: String, id: String, in rules: [Rule], on day: LocalDate? = nil
  ) -> Target? {
    rules.first { rule in
      (rule.match.matches(name) || rule.match.matches(id)) && rule.holds(on: day)
    }?.target
  }

  /// The days on which rules begin to hold, in their order.
  public var ruleStarts: [LocalDate] {
    Set((blades + storage + services.values.joined()).compactMap(\.from)).sorted()
  }
}

extension InventoryMap {
  init(name: String, spec node: DocumentNode) throws(DocumentError) {
    var spec = try node.mapping()
    self.name = name
    let regionNode = try spec.required("region")
    region = try regionNode.normalisedName()
    guard !region.contains(":") else { throw regionNode.invalid("a region such as fr1") }
    var tenants: [String: String] = [:]
    var ours: Set<String> = []
    for item in try spec.required("tenants").list() {
      var entry = try item.mapping()
      let id = try entry.required("id").normalisedName()
      let tenant = try entry.required("tenant").normalisedName()
      try entry.finish()
      guard tenants.updateValue(tenant, forKey: id) == nil else {
        throw item.error(.duplicateName, "the provider's tenant `\(id)` stands twice")
      }
      guard ours.insert(tenant).inserted else {
        throw item.error(
          .duplicateName,
          "the tenant `\(tenant)` stands twice: what one of the provider's tenants lacks would"
            + " seem to be gone from the other")
      }
    }
    self.tenants = tenants
    blades = try Self.rules(spec.optional("blades"))
    storage = try Self.rules(spec.optional("storage"))
    var services: [Service: [Rule]] = [:]
    for service in Service.allCases {
      guard let node = spec.optional(service.rawValue) else { continue }
      if case .list = node.content {
        services[service] = try Self.rules(node)
      } else {
        services[service] = [Rule(match: .all, target: try Target(node), from: nil)]
      }
    }
    self.services = services
    try spec.finish()
    try refuseSharedProducts(node)
  }

  /// A machine's backup and its replication have the machine's id: of one product, one would be
  /// taken for the other.
  private func refuseSharedProducts(_ spec: DocumentNode) throws(DocumentError) {
    let uses =
      [("blades", blades.map(\.target)), ("storage", storage.map(\.target))]
      + Service.allCases.compactMap { service in
        services[service].map { (service.rawValue, $0.map(\.target)) }
      }
    var keys: [String: String] = [:]
    for (key, targets) in uses {
      for case .product(let name) in Set(targets) {
        guard let other = keys.updateValue(key, forKey: name) else { continue }
        throw (spec[key] ?? spec).error(
          .duplicateName,
          "the product `\(name)` stands under `\(other)` too: what is different things is billed as"
            + " different products")
      }
    }
  }

  private static func rules(_ node: DocumentNode?) throws(DocumentError) -> [Rule] {
    var rules: [Rule] = []
    for item in try node?.list() ?? [] {
      var rule = try item.mapping()
      let match = try NamePattern(try rule.required("match"))
      let target: Target
      if let reason = rule.optional("ignore") {
        target = .ignored(reason: try reason.normalisedName())
      } else {
        target = .product(try rule.required("product").normalisedName())
      }
      let from = try rule.optional("from")?.date()
      rules.append(Rule(match: match, target: target, from: from))
      try rule.finish()
    }
    return rules
  }

  /// The names of all products that it mentions.
  public var products: Set<String> {
    Self.products((blades + storage + services.values.joined()).map(\.target))
  }

  /// The names of the products as which storage is billed.
  var storageProducts: Set<String> { Self.products(storage.map(\.target)) }

  private static func products(_ targets: [Target]) -> Set<String> {
    Set(
      targets.compactMap { target in
        if case .product(let name) = target { name } else { nil }
      })
  }

  /// The units in which products measure storage: those of data, decimal and binary.
  static let storageUnits = ["GB", "GiB", "TB", "TiB"]
}

extension InventoryMap.Rule {
  fileprivate func holds(on day: LocalDate?) -> Bool {
    guard let from, let day else { return true }
    return from <= day
  }
}

extension InventoryMap.Target {
  /// Reads a product's name, or `{ ignore: REASON }`.
  fileprivate init(_ node: DocumentNode) throws(DocumentError) {
    if case .scalar = node.content {
      self = .product(try node.normalisedName())
      return
    }
    var target = try node.mapping()
    self = .ignored(reason: try target.required("ignore").normalisedName())
    try target.finish()
  }
}
