import Documents

/// What no correction can change: issued documents name it, and what they say would no longer be
/// explained by what is in force.
struct IssuedTerms {
  /// What was in force before the run.
  let before: Directory
  /// The contracts that documents were issued on.
  let issued: Set<String>

  /// Throws `cannot_be_corrected` where a document changes what stands for good. `after` is what
  /// will be in force.
  func check(_ new: Document, after: Directory) throws(DocumentError) {
    let spec = new.node.spec
    switch new.content {
    case .catalogue(let catalogue): try check(catalogue, spec)
    case .priceList(let list): try check(list, spec)
    case .contract(let contract): try check(contract, spec, after)
    case .organisation, .serviceLevels, .seller, .inventoryMap: break
    }
  }

  private func check(_ new: ProductCatalogue, _ spec: DocumentNode) throws(DocumentError) {
    let names = Set(new.products.map(\.name))
    let old = before.catalogues[new.name]?.products ?? []
    guard let product = old.first(where: { !names.contains($0.name) }) else { return }
    throw (spec["products"] ?? spec).error(
      .cannotBeCorrected,
      "the product `\(product.name)` was applied and cannot be left out: its events would be"
        + " metered no more; take it out of the price list instead")
  }

  private func check(_ new: PriceList, _ spec: DocumentNode) throws(DocumentError) {
    guard let old = before.priceLists[new.name], old.currency != new.currency,
      let contract = issued.sorted().first(where: { before.contracts[$0]?.priceList == new.name })
    else { return }
    throw (spec["currency"] ?? spec).error(
      .cannotBeCorrected,
      "documents were issued in \(old.currency) on the contract `\(contract)`: make a new price"
        + " list for a new contract")
  }

  private func check(
    _ new: Contract, _ spec: DocumentNode, _ after: Directory
  ) throws(DocumentError) {
    guard issued.contains(new.name), let old = before.contracts[new.name] else { return }
    let (currency, other) = (
      before.priceLists[old.priceList]?.currency, after.priceLists[new.priceList]?.currency
    )
    let standing = [
      ("organisation", old.organisation == new.organisation), ("seller", old.seller == new.seller),
      ("timezone", old.zone == new.zone), ("price_list", other == nil || currency == other),
    ]
    guard let (key, _) = standing.first(where: { !$0.1 }) else { return }
    let what = key == "price_list" ? "currency of its `price_list`" : "`\(key)`"
    throw (spec[key] ?? spec).error(
      .cannotBeCorrected,
      "documents were issued on the contract, and its \(what) stands for good: end it and apply"
        + " another contract")
  }
}
