import Calendars
import Decimals
import Documents

extension DirectoryCheck {
  /// What a contract names exists, lies within it, and stands beside the organisation's other
  /// contracts.
  func check(_ contract: Contract, _ spec: DocumentNode) throws(DocumentError) {
    try require(directory.organisations[contract.organisation] != nil, spec, "organisation")
    try require(directory.sellers[contract.seller] != nil, spec, "seller")
    try require(directory.priceLists[contract.priceList] != nil, spec, "price_list")
    try checkSiblings(contract, spec)
    try checkProducts(contract, spec)
    try checkDates(contract, spec)
    try checkCharges(contract, spec)
    try checkServiceLevels(contract, spec)
    let vat = contract.vat.versions.flatMap(\.value.exceptions).flatMap(\.services)
    let discounts = contract.discounts.versions.flatMap(\.value).flatMap(\.services)
    try serviceNames.check(
      vat + discounts + contract.charges.map(\.service),
      in: ["vat", "discounts", "charges"].compactMap { spec[$0] })
    for service in contract.accounts.byService.keys.sorted() {
      try serviceNames.check([service], in: [spec["accounts"]?[service]].compactMap(\.self))
    }
  }

  private func checkSiblings(_ contract: Contract, _ spec: DocumentNode) throws(DocumentError) {
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
    let successor = [contract] + others.filter { $0.from > contract.from }
    let follows = successor.first { one in
      one.from.day != 1 && (one.name != contract.name || others.contains { $0.from < one.from })
    }
    guard let follows else { return }
    let isOwn = follows.name == contract.name
    throw (spec["from"] ?? spec).error(
      .invalidValue,
      (isOwn ? "" : "the contract `\(follows.name)` would follow this one from \(follows.from): ")
        + "a contract that follows another begins on the 1st of a month")
  }

  private func checkProducts(_ contract: Contract, _ spec: DocumentNode) throws(DocumentError) {
    for (key, names) in [
      ("overrides", contract.overrides.map(\.product)),
      ("commitments", contract.commitments.map(\.product)),
    ] {
      guard let unknown = names.first(where: { products[$0] == nil }) else { continue }
      throw (spec[key] ?? spec).place(ofValue: unknown, under: "product").error(
        .unknownName, "the product `\(unknown)` is in no catalogue")
    }
  }

  /// What holds from a date on begins within the contract; a commitment may be cut by its end.
  private func checkDates(_ contract: Contract, _ spec: DocumentNode) throws(DocumentError) {
    for (key, dates) in [
      ("overrides", contract.overrides.map(\.from)),
      ("commitments", contract.commitments.map(\.from)),
      ("components", contract.components.map(\.from)),
    ] {
      guard let outside = dates.first(where: { !contract.covers($0) }) else { continue }
      throw (spec[key] ?? spec).place(ofValue: outside.description, under: "from").error(
        .invalidValue,
        "\(outside) lies outside the contract, which holds from \(contract.from)"
          + (contract.to.map { " to \($0)" } ?? " on"))
    }
  }

  private func checkCharges(_ contract: Contract, _ spec: DocumentNode) throws(DocumentError) {
    let currency = directory.priceLists[contract.priceList]?.currency
    for (index, charge) in contract.charges.enumerated() {
      // They stand in document order.
      let place = spec["charges"]?.item(index) ?? spec
      guard contract.coverage(of: charge.period) != nil else {
        throw (place["period"] ?? place).error(
          .invalidValue, "the contract does not cover \(charge.period), the charge's period")
      }
      if let currency, charge.amount.normalised.scale > currency.minorDigits {
        throw (place["amount"] ?? place).error(
          .invalidValue,
          "the amount \(charge.amount) has more digits than \(currency), which has"
            + " \(currency.minorDigits) after the point")
      }
    }
  }

  private func checkServiceLevels(
    _ contract: Contract, _ spec: DocumentNode
  ) throws(DocumentError) {
    if let unknown = contract.serviceLevels.first(where: { directory.serviceLevels[$0] == nil }) {
      throw spec.place(ofValue: unknown, under: "service_levels").error(
        .unknownName,
        "no ServiceLevels `\(unknown)` were applied: apply them first, or in the same run")
    }
    let tenants = directory.organisations[contract.organisation]?.tenancies.map(\.tenant) ?? []
    let named = contract.components.compactMap(\.tenant)
    guard let unknown = named.first(where: { !tenants.contains($0) }) else { return }
    throw (spec["components"] ?? spec).place(ofValue: unknown, under: "tenant").error(
      .unknownName,
      "the organisation `\(contract.organisation)` holds no tenant `\(unknown)`, now or ever")
  }
}

extension Contract {
  fileprivate func overlaps(_ other: Contract) -> Bool {
    (to.map { other.from < $0 } ?? true) && (other.to.map { from < $0 } ?? true)
  }

  fileprivate func covers(_ date: LocalDate) -> Bool {
    from <= date && to.map { date < $0 } ?? true
  }
}
