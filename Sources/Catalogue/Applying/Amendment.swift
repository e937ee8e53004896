import Calendars
import Decimals
import Documents

/// What may change in a document that was applied before.
///
/// A part that has begun stands: billing may rest on it. It changes only through a correction,
/// which this version of Relevé does not support yet.
struct Amendment {
  /// The local date of the run, in the zone of contract.md's default.
  let today: LocalDate
  /// What was in force before the run.
  let before: Directory

  /// Throws where a document changes something that has begun.
  func check(_ new: Document) throws(DocumentError) {
    let spec = new.node["spec"] ?? new.node
    if case .organisation(let organisation) = new.content { try checkTenants(organisation, spec) }
    guard let old = before.content(new.kind, new.name) else { return }
    switch (old, new.content) {
    case (.catalogue(let old), .catalogue(let new)): try check(old, new, spec)
    case (.priceList(let old), .priceList(let new)): try check(old, new, spec)
    case (.organisation(let old), .organisation(let new)): try check(old, new, spec)
    case (.contract(let old), .contract(let new)): try check(old, new, spec)
    default: break
    }
  }

  private func check(
    _ old: ProductCatalogue, _ new: ProductCatalogue, _ spec: DocumentNode
  ) throws(DocumentError) {
    let products = spec["products"] ?? spec
    for product in old.products {
      guard let index = new.products.firstIndex(where: { $0.name == product.name }) else {
        throw products.begun("the product `\(product.name)` was applied and cannot be left out")
      }
      guard new.products[index].metersLike(product) else {
        throw products.begun(
          "the product `\(product.name)` cannot change its sku, unit, unit_size, started_units,"
            + " service or meter")
      }
    }
  }

  private func check(
    _ old: PriceList, _ new: PriceList, _ spec: DocumentNode
  ) throws(DocumentError) {
    let begun = old.versions.filter { $0.from <= today }
    guard !begun.isEmpty else { return }
    guard old.currency == new.currency, old.effective == new.effective else {
      throw spec.begun("`currency` and `effective` of a price list that is in force stand")
    }
    guard begun == new.versions.filter({ $0.from <= today }) else {
      let dates = begun.map(\.from.description).joined(separator: ", ")
      throw (spec["versions"] ?? spec).begun(
        "the versions that have begun (\(dates)) stand; add one with a `from` after \(today)")
    }
  }

  private func check(
    _ old: Organisation, _ new: Organisation, _ spec: DocumentNode
  ) throws(DocumentError) {
    for tenancy in old.tenancies where tenancy.from.map({ $0 <= today }) ?? true {
      guard new.tenancies.contains(tenancy) else {
        throw (spec["tenants"] ?? spec).begun(
          "the tenant `\(tenancy.tenant)` is held since \(tenancy.from?.description ?? "ever")")
      }
    }
  }

  /// A tenant that anyone holds changes hands in the future only; its first holder may have held it
  /// from a past day on.
  private func checkTenants(
    _ new: Organisation, _ spec: DocumentNode
  ) throws(DocumentError) {
    let own = before.organisations[new.name]?.tenancies ?? []
    let known = Set(before.organisations.values.flatMap(\.tenancies).map(\.tenant))
    for tenancy in new.tenancies where tenancy.from.map({ $0 <= today }) ?? true {
      guard !known.contains(tenancy.tenant) || own.contains(tenancy) else {
        throw (spec["tenants"] ?? spec).begun(
          "the tenant `\(tenancy.tenant)` is held by someone: it can change hands only from a date"
            + " after \(today)")
      }
    }
  }

  private func check(
    _ old: Contract, _ new: Contract, _ spec: DocumentNode
  ) throws(DocumentError) {
    guard old.from <= today else { return }
    let standing = [
      ("organisation", old.organisation == new.organisation), ("seller", old.seller == new.seller),
      ("price_list", old.priceList == new.priceList), ("from", old.from == new.from),
      ("timezone", old.zone == new.zone), ("vat", old.vat == new.vat),
    ]
    if let (key, _) = standing.first(where: { !$0.1 }) {
      throw (spec[key] ?? spec).begun("the contract has begun, and its `\(key)` stands")
    }
    guard old.to == new.to || [old.to, new.to].allSatisfy({ $0.map { $0 > today } ?? true }) else {
      throw (spec["to"] ?? spec).begun("a contract's end can be set only to a date after \(today)")
    }
  }
}

extension Product {
  fileprivate func metersLike(_ other: Product) -> Bool {
    sku == other.sku && unit == other.unit && unitSize == other.unitSize
      && startedUnits == other.startedUnits && service == other.service && meter == other.meter
  }
}

extension DocumentNode {
  fileprivate func begun(_ message: String) -> DocumentError {
    error(
      .alreadyBegun,
      message + ". What has begun changes only through a correction"
        + " (`apply --correct`), which this version of Relevé does not support yet")
  }
}
