import Documents

extension DirectoryCheck {
  /// Checks that what a map mentions can be billed from an inventory, and that no other map says
  /// whose the same tenants are.
  func check(_ map: InventoryMap, _ spec: DocumentNode) throws(DocumentError) {
    for name in map.products.sorted() {
      let node = map.place(of: name, in: spec)
      guard let product = products[name] else {
        throw node.error(.unknownName, "the product `\(name)` is in no catalogue")
      }
      guard case .timeWeighted = product.meter else {
        throw node.error(
          .invalidValue,
          "the product `\(name)` has the meter \(product.meter.aggregation): what an inventory"
            + " lists are levels, which are metered as time_weighted")
      }
      try refuseAmbiguity(product, map, node)
    }
    for name in map.storageProducts.sorted() {
      guard let product = products[name], !InventoryMap.storageUnits.contains(product.unit) else {
        continue
      }
      throw map.place(of: name, in: spec).error(
        .invalidValue,
        "the product `\(name)` has the unit `\(product.unit)`: storage is measured in one of"
          + " \(InventoryMap.storageUnits.joined(separator: ", "))")
    }
    if let tenant = Set(map.tenants.values).subtracting(heldTenants).min() {
      throw spec.place(ofValue: tenant, under: "tenant").error(
        .unknownName,
        "no organisation holds the tenant `\(tenant)`: apply its document first, or in the same"
          + " run")
    }
    for other in directory.inventoryMaps.values where other.name != map.name {
      if let id = map.tenants.keys.filter({ other.tenants[$0] != nil }).min() {
        throw spec.place(ofValue: id, under: "id").error(
          .duplicateName,
          "the inventory map `\(other.name)` has the provider's tenant `\(id)` too")
      }
      if let tenant = Set(map.tenants.values).intersection(other.tenants.values).min() {
        throw spec.place(ofValue: tenant, under: "tenant").error(
          .duplicateName, "the inventory map `\(other.name)` has the tenant `\(tenant)` too")
      }
    }
  }

  /// Every tenant that anyone held, or will hold.
  private var heldTenants: Set<String> {
    Set(directory.organisations.values.flatMap { $0.tenancies.map(\.tenant) })
  }

  /// An event says SKU and unit: they must mean the one product.
  private func refuseAmbiguity(
    _ product: Product, _ map: InventoryMap, _ node: DocumentNode
  ) throws(DocumentError) {
    let sku = product.sku.spelt(.region(map.region))
    let others = products.values.filter { other in
      other.name != product.name && other.unit == product.unit && other.sku.match(sku) != nil
    }
    guard let other = others.map(\.name).min() else { return }
    throw node.error(
      .duplicateName,
      "the products `\(product.name)` and `\(other)` have the SKU `\(sku)` and the unit"
        + " `\(product.unit)`: events could not tell them apart")
  }
}

extension InventoryMap {
  /// Where it mentions a product.
  fileprivate func place(of product: String, in spec: DocumentNode) -> DocumentNode {
    let place = Service.allCases.lazy.compactMap { spec[$0.rawValue] }
      .first { (try? $0.normalisedName()) == product }
    return place ?? spec.place(ofValue: product, under: "product")
  }
}
