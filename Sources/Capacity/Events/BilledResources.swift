import Calendars
import Catalogue
import Decimals

/// What resources are billed as, by an inventory map and the products in force. Pure.
struct BilledResources {
  /// What a resource is.
  enum Target {
    case billed(Item)
    case ignored
    /// No rule has it.
    case unmapped
  }

  /// A product in the map's region.
  struct Item: Hashable {
    let product: String
    let sku: String
    let unit: String
  }

  private let map: InventoryMap
  private let items: [String: Item]

  /// - Throws: `unusable_product` where a product of the map is gone, or is not metered by levels:
  ///   `apply` refuses such a map.
  init(_ map: InventoryMap, products: [String: Product]) throws(InventoryError) {
    self.map = map
    var items: [String: Item] = [:]
    for name in map.products.sorted() {
      guard let product = products[name] else {
        throw .unusableProduct(name, map: map.name, problem: "which no catalogue has")
      }
      guard case .timeWeighted = product.meter else {
        throw .unusableProduct(
          name, map: map.name, problem: "whose meter is not time_weighted")
      }
      items[name] = Item(
        product: name, sku: product.sku.spelt(.region(map.region)), unit: product.unit)
    }
    self.items = items
  }

  /// When rules begin to hold, in their order.
  var ruleStarts: [Instant] { map.ruleStarts.map { Zone.default.start(of: $0) } }

  func target(of resource: BillableResource, at instant: Instant) -> Target {
    switch map.target(of: resource, on: Zone.default.date(of: instant)) {
    case nil: .unmapped
    case .ignored: .ignored
    // All products of the map were looked up.
    case .product(let name): items[name].map(Target.billed) ?? .unmapped
    }
  }

  /// The level that a resource holds, in the product's unit.
  ///
  /// - Throws: `unusable_product` for storage in another unit than those of data.
  func quantity(
    of resource: BillableResource, as item: Item
  ) throws(InventoryError) -> DecimalNumber {
    guard resource.kind == .storage else { return DecimalNumber(resource.quantity) }
    guard let count = DataSize(bytes: resource.quantity).count(inUnit: item.unit) else {
      throw .unusableProduct(
        item.product, map: map.name,
        problem: "of the unit `\(item.unit)`, where storage is measured in one of"
          + " \(DataSize.unitSymbols.joined(separator: ", "))")
    }
    return count
  }
}

extension InventoryMap {
  /// What a resource is billed as; nil where the map does not say.
  fileprivate func target(of resource: BillableResource, on day: LocalDate) -> Target? {
    let rules =
      switch resource.kind {
      case .blade: blades
      case .storage: storage
      case .backup: services[.backup]
      case .replication: services[.replication]
      case .vlan: services[.vlan]
      case .publicIP: services[.publicIP]
      case .availabilityZone: services[.availabilityZone]
      case .tenant: services[.tenant]
      }
    return Self.target(of: resource.name, id: resource.id, in: rules ?? [], on: day)
  }
}
