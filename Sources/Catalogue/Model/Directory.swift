import Calendars
import Decimals

/// Everything that was applied and is in force: products, prices, organisations, contracts,
/// service levels, sellers, maps of inventories.
public struct Directory: Sendable {
  public private(set) var catalogues: [String: ProductCatalogue] = [:]
  public private(set) var priceLists: [String: PriceList] = [:]
  public private(set) var organisations: [String: Organisation] = [:]
  public private(set) var contracts: [String: Contract] = [:]
  public private(set) var serviceLevels: [String: ServiceLevelAgreement] = [:]
  public private(set) var sellers: [String: Seller] = [:]
  public private(set) var inventoryMaps: [String: InventoryMap] = [:]

  /// How many versions of documents there were at the moment at which these were in force, each of
  /// which may have changed something; 0 where they do not come from the database.
  public internal(set) var versionCount: Int64 = 0

  /// The names of contracts by organisation.
  private var contractNames: [String: Set<String>] = [:]

  public init() {}

  /// Puts a document in the place of the one of the same kind and name, if any.
  public mutating func put(_ content: Document.Content) {
    switch content {
    case .catalogue(let catalogue): catalogues[catalogue.name] = catalogue
    case .priceList(let list): priceLists[list.name] = list
    case .organisation(let organisation): organisations[organisation.name] = organisation
    case .contract(let contract):
      if let old = contracts.updateValue(contract, forKey: contract.name) {
        contractNames[old.organisation]?.remove(old.name)
      }
      contractNames[contract.organisation, default: []].insert(contract.name)
    case .serviceLevels(let agreement): serviceLevels[agreement.name] = agreement
    case .seller(let seller): sellers[seller.name] = seller
    case .inventoryMap(let map): inventoryMaps[map.name] = map
    }
  }

  /// The document of a kind and name; nil where there is none.
  public func content(_ kind: DocumentKind, _ name: String) -> Document.Content? {
    switch kind {
    case .catalogue: catalogues[name].map(Document.Content.catalogue)
    case .priceList: priceLists[name].map(Document.Content.priceList)
    case .organisation: organisations[name].map(Document.Content.organisation)
    case .contract: contracts[name].map(Document.Content.contract)
    case .serviceLevels: serviceLevels[name].map(Document.Content.serviceLevels)
    case .seller: sellers[name].map(Document.Content.seller)
    case .inventoryMap: inventoryMaps[name].map(Document.Content.inventoryMap)
    }
  }

  /// All products by name.
  public var products: [String: Product] {
    var products: [String: Product] = [:]
    for catalogue in catalogues.values {
      for product in catalogue.products { products[product.name] = product }
    }
    return products
  }

  /// The inventory map that has a tenant of ours; nil where none has.
  public func inventoryMap(ofTenant tenant: String) -> InventoryMap? {
    inventoryMaps.values.first { $0.tenants.values.contains(tenant) }
  }

  /// Our tenants by the provider's ids, of all inventory maps.
  public var tenantsOfProvider: [String: String] {
    inventoryMaps.values.reduce(into: [:]) { tenants, map in
      tenants.merge(map.tenants) { first, _ in first }
    }
  }

  /// An organisation's contracts in the order of their first days.
  public func contracts(of organisation: String) -> [Contract] {
    (contractNames[organisation] ?? []).compactMap { contracts[$0] }
      .sorted { ($0.from, $0.name) < ($1.from, $1.name) }
  }

  /// The zone in which an organisation's dates are meant: that of the contract in force on the
  /// date, else of its first contract, else the default.
  func zone(of organisation: String, on date: LocalDate?) -> Zone {
    let contracts = contracts(of: organisation)
    let inForce = date.flatMap { date in
      contracts.last { $0.from <= date && $0.to.map { date < $0 } ?? true }
    }
    return inForce?.zone ?? contracts.first?.zone ?? .default
  }
}
