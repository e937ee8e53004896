import Calendars
import Documents

/// Checks what documents say of each other, once all of a run are in place.
struct DirectoryCheck {
  let directory: Directory
  /// All products by name.
  let products: [String: Product]
  let serviceNames: ServiceNames
  /// Who holds a tenant from a date on, by name.
  private let holders: [Organisation.Tenancy: [String]]

  init(directory: Directory) {
    self.directory = directory
    products = directory.products
    serviceNames = ServiceNames(products.values)
    let tenancies = directory.organisations.values.flatMap { organisation in
      organisation.tenancies.map { ($0, [organisation.name]) }
    }
    holders = Dictionary(tenancies, uniquingKeysWith: +)
  }

  /// Throws the first thing wrong with a document, at its place.
  func check(_ document: Document) throws(DocumentError) {
    let spec = document.node.spec
    switch document.content {
    case .catalogue(let catalogue): try check(catalogue, spec)
    case .priceList(let list): try check(list, spec)
    case .organisation(let organisation): try check(organisation, spec)
    case .contract(let contract): try check(contract, spec)
    case .serviceLevels(let agreement): try check(agreement, spec)
    case .seller(let seller): try check(seller, spec)
    case .inventoryMap(let map): try check(map, spec)
    }
  }

  private func check(_ catalogue: ProductCatalogue, _ spec: DocumentNode) throws(DocumentError) {
    let names = Set(catalogue.products.map(\.name))
    for other in directory.catalogues.values where other.name != catalogue.name {
      for product in other.products where names.contains(product.name) {
        throw spec.error(
          .duplicateName, "the product `\(product.name)` is already in catalogue `\(other.name)`")
      }
    }
    guard let loop = AliasLoop(products.values),
      let own = loop.steps.first(where: { names.contains($0.product.name) })
    else { return }
    throw spec.place(ofValue: own.alias.text, under: "aliases").error(
      .aliasLoop, "aliases go round in a circle: \(loop); leave one of them out")
  }

  private func check(
    _ agreement: ServiceLevelAgreement, _ spec: DocumentNode
  ) throws(DocumentError) {
    try serviceNames.check(agreement.commitments.flatMap(\.services), in: [spec])
  }

  private func check(_ list: PriceList, _ spec: DocumentNode) throws(DocumentError) {
    let names = Set(list.versions.flatMap(\.charges.keys))
    guard let unknown = names.filter({ products[$0] == nil }).min() else { return }
    throw spec.place(ofValue: unknown, under: "product").error(
      .unknownName, "the product `\(unknown)` is in no catalogue")
  }

  private func check(_ organisation: Organisation, _ spec: DocumentNode) throws(DocumentError) {
    for tenancy in organisation.tenancies {
      let others = (holders[tenancy] ?? []).filter { $0 != organisation.name }
      guard let other = others.min() else { continue }
      let since = tenancy.from.map { "from \($0)" } ?? "from the beginning"
      throw spec.place(ofValue: tenancy.tenant, under: "tenants").error(
        .overlap,
        "`\(other)` holds the tenant `\(tenancy.tenant)` \(since) too; one organisation at a time:"
          + " give the later one a `from`")
    }
  }

  private func check(_ seller: Seller, _ spec: DocumentNode) throws(DocumentError) {
    let numbering = seller.numbering
    for other in directory.sellers.values where other.name != seller.name {
      let isShared = !Set(numbering.allSeries).isDisjoint(with: other.numbering.allSeries)
      guard isShared, other.numbering.pattern != numbering.pattern else { continue }
      throw spec.place(ofValue: numbering.pattern, under: "pattern").error(
        .duplicateName,
        "the seller `\(other.name)` counts in the same series with the pattern"
          + " \(other.numbering.pattern): sellers that share a series share its pattern")
    }
  }

  func require(
    _ exists: Bool, _ spec: DocumentNode, _ key: String
  ) throws(DocumentError) {
    guard !exists else { return }
    let node = spec[key] ?? spec
    throw node.error(
      .unknownName,
      "no \(key.replacing("_", with: " ")) `\((try? node.string()) ?? "")` was applied: apply it"
        + " first, or in the same run")
  }
}
