import Calendars
import Documents

/// Checks what documents say of each other, once all of a run are in place.
struct DirectoryCheck {
  let directory: Directory

  /// Throws the first thing wrong with a document, at its place.
  func check(_ document: Document) throws(DocumentError) {
    let spec = document.node["spec"] ?? document.node
    switch document.content {
    case .catalogue(let catalogue): try check(catalogue, spec)
    case .priceList(let list): try check(list, spec)
    case .organisation(let organisation): try check(organisation, spec)
    case .contract(let contract): try check(contract, spec)
    case .seller(let seller): try check(seller, spec)
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
  }

  private func check(_ list: PriceList, _ spec: DocumentNode) throws(DocumentError) {
    let products = directory.products
    let names = Set(list.versions.flatMap(\.charges.keys))
    guard let unknown = names.filter({ products[$0] == nil }).min() else { return }
    throw spec.place(ofValue: unknown, under: "product").error(
      .unknownName, "the product `\(unknown)` is in no catalogue")
  }

  private func check(_ organisation: Organisation, _ spec: DocumentNode) throws(DocumentError) {
    for other in directory.organisations.values where other.name != organisation.name {
      for tenancy in organisation.tenancies where other.tenancies.contains(tenancy) {
        let since = tenancy.from.map { "from \($0)" } ?? "from the beginning"
        throw spec.place(ofValue: tenancy.tenant, under: "tenants").error(
          .overlap,
          "`\(other.name)` holds the tenant `\(tenancy.tenant)` \(since) too; one organisation at a"
            + " time: give the later one a `from`")
      }
    }
  }

  private func check(_ contract: Contract, _ spec: DocumentNode) throws(DocumentError) {
    try require(directory.organisations[contract.organisation] != nil, spec, "organisation")
    try require(directory.sellers[contract.seller] != nil, spec, "seller")
    try require(directory.priceLists[contract.priceList] != nil, spec, "price_list")
    let others = directory.contracts(of: contract.organisation).filter { $0.name != contract.name }
    if let overlap = others.first(where: { $0.overlaps(contract) }) {
      throw spec.error(
        .overlap,
        "overlaps with the contract `\(overlap.name)` of the same organisation,"
          + " from \(overlap.from)" + (overlap.to.map { " to \($0)" } ?? " on"))
    }
    if let other = others.first(where: { $0.zone != contract.zone }) {
      // Else their months would overlap or leave a gap of hours between them.
      throw (spec["timezone"] ?? spec).error(
        .invalidValue,
        "the contract `\(other.name)` of the same organisation is in \(other.zone); contracts of"
          + " one organisation share their time zone")
    }
    if contract.from.day != 1, others.contains(where: { $0.from < contract.from }) {
      throw (spec["from"] ?? spec).error(
        .invalidValue, "a contract that follows another begins on the 1st of a month")
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

  private func require(
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

extension Contract {
  fileprivate func overlaps(_ other: Contract) -> Bool {
    (to.map { other.from < $0 } ?? true) && (other.to.map { from < $0 } ?? true)
  }
}

extension DocumentNode {
  /// The first place below this node where a key holds a value; this node where there is none.
  fileprivate func place(ofValue value: String, under key: String) -> DocumentNode {
    find(value, under: key) ?? self
  }

  private func find(_ value: String, under key: String) -> DocumentNode? {
    switch content {
    case .mapping(let entries):
      for entry in entries {
        if entry.key == key, entry.value.holds(value) { return entry.value }
        if let found = entry.value.find(value, under: key) { return found }
      }
      return nil
    case .list(let items):
      return items.lazy.compactMap { $0.find(value, under: key) }.first
    case .scalar, .absent:
      return nil
    }
  }

  private func holds(_ value: String) -> Bool {
    switch content {
    case .scalar(let text): text == value
    case .list(let items): items.contains { $0.holds(value) || $0["name"]?.holds(value) ?? false }
    case .mapping, .absent: false
    }
  }
}
