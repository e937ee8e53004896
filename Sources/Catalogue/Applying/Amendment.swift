import Calendars
import Documents

/// What may change in a document that was applied before.
///
/// A part that has begun stands, for billing may rest on it: it changes only through a correction,
/// whose reason is recorded (contract, section 2).
struct Amendment {
  /// The local date of the run, in the zone of contract.md's default.
  let today: LocalDate
  /// What was in force before the run.
  let before: Directory
  /// Every tenant that anyone held, or will hold, and one who does.
  private let holders: [String: String]

  init(today: LocalDate, before: Directory) {
    self.today = today
    self.before = before
    let holdings = before.organisations.values.flatMap { organisation in
      organisation.tenancies.map { ($0.tenant, organisation.name) }
    }
    holders = Dictionary(holdings, uniquingKeysWith: { min($0, $1) })
  }

  /// Throws `already_begun` where a document changes something that has begun.
  func check(_ new: Document) throws(DocumentError) {
    let spec = new.node.spec
    if case .organisation(let organisation) = new.content { try checkTenants(organisation, spec) }
    guard let old = before.content(new.kind, new.name) else { return }
    switch (old, new.content) {
    case (.catalogue(let old), .catalogue(let new)): try check(old, new, spec)
    case (.priceList(let old), .priceList(let new)): try check(old, new, spec)
    case (.organisation(let old), .organisation(let new)): try check(old, new, spec)
    case (.contract(let old), .contract(let new)): try check(old, new, spec)
    case (.serviceLevels(let old), .serviceLevels(let new)): try check(old, new, spec)
    case (.inventoryMap(let old), .inventoryMap(let new)): try check(old, new, spec)
    default: break
    }
  }

  /// What rules have made of resources was billed, perhaps: rules that hold stand, in their order.
  private func check(
    _ old: InventoryMap, _ new: InventoryMap, _ spec: DocumentNode
  ) throws(DocumentError) {
    var lists = [("blades", old.blades, new.blades), ("storage", old.storage, new.storage)]
    lists += InventoryMap.Service.allCases.map { service in
      (service.rawValue, old.services[service] ?? [], new.services[service] ?? [])
    }
    for (key, before, after) in lists {
      let begun = before.filter { $0.from.map { $0 <= today } ?? true }
      guard after.filter({ $0.from.map { $0 <= today } ?? true }).starts(with: begun) else {
        throw (spec[key] ?? spec).begun(
          "the rules under `\(key)` that hold stand, in their order: what they have made of the"
            + " past may be billed. Add others behind them, or before them with a `from` after"
            + " \(today)")
      }
    }
    guard old.region == new.region else {
      throw (spec["region"] ?? spec).begun(
        "the region of a map stands: it is part of what was billed")
    }
  }

  private func check(
    _ old: ProductCatalogue, _ new: ProductCatalogue, _ spec: DocumentNode
  ) throws(DocumentError) {
    let products = Dictionary(new.products.map { ($0.name, $0) }, uniquingKeysWith: { $1 })
    for product in old.products {
      guard let other = products[product.name], !other.metersLike(product) else { continue }
      throw spec.place(ofValue: product.name, under: "product").begun(
        "the product `\(product.name)` cannot change its sku, unit, unit_size, started_units,"
          + " service or meter")
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
    let held = Set(new.tenancies)
    for tenancy in old.tenancies where tenancy.from.map({ $0 <= today }) ?? true {
      guard held.contains(tenancy) else {
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
    let own = Set(before.organisations[new.name]?.tenancies ?? [])
    for tenancy in new.tenancies where tenancy.from.map({ $0 <= today }) ?? true {
      guard let holder = holders[tenancy.tenant], !own.contains(tenancy) else { continue }
      let change = holder == new.name ? "its `from` stands" : "it can change hands only from a date"
      throw (spec["tenants"] ?? spec).begun(
        "the tenant `\(tenancy.tenant)` is held by `\(holder)`: \(change)"
          + (holder == new.name ? "" : " after \(today)"))
    }
  }

  private func check(
    _ old: Contract, _ new: Contract, _ spec: DocumentNode
  ) throws(DocumentError) {
    guard old.from <= today else { return }
    let standing = [
      ("organisation", old.organisation == new.organisation), ("seller", old.seller == new.seller),
      ("price_list", old.priceList == new.priceList), ("from", old.from == new.from),
      ("timezone", old.zone == new.zone),
      ("service_levels", old.serviceLevels == new.serviceLevels),
    ]
    if let (key, _) = standing.first(where: { !$0.1 }) {
      throw (spec[key] ?? spec).begun("the contract has begun, and its `\(key)` stands")
    }
    let begun = [
      ("vat", old.vat.begun(on: today) == new.vat.begun(on: today)),
      ("discounts", old.discounts.begun(on: today) == new.discounts.begun(on: today)),
      (
        "minimum_monthly",
        old.minimumMonthly.begun(on: today) == new.minimumMonthly.begun(on: today)
      ),
      ("overrides", old.overrides(begunOn: today) == new.overrides(begunOn: today)),
      ("commitments", old.commitments(begunOn: today) == new.commitments(begunOn: today)),
      ("components", old.components(begunOn: today) == new.components(begunOn: today)),
    ]
    if let (key, _) = begun.first(where: { !$0.1 }) {
      throw (spec[key] ?? spec).begun(
        "what has begun of the contract's `\(key)` stands: give what is new a `from` after \(today)"
      )
    }
    guard old.charges(dueOn: today) == new.charges(dueOn: today) else {
      throw (spec["charges"] ?? spec).begun("the `charges` of months that have ended stand")
    }
    guard old.to == new.to || [old.to, new.to].allSatisfy({ $0.map { $0 > today } ?? true }) else {
      throw (spec["to"] ?? spec).begun("a contract's end can be set only to a date after \(today)")
    }
  }

  /// Service levels have no dates of their own: they hold as long as the contracts that name them.
  private func check(
    _ old: ServiceLevelAgreement, _ new: ServiceLevelAgreement, _ spec: DocumentNode
  ) throws(DocumentError) {
    guard old != new else { return }
    let contracts = before.contracts.values.sorted { $0.name < $1.name }
    let contract = contracts.first { $0.serviceLevels.contains(old.name) && $0.from <= today }
    guard let contract else { return }
    throw spec.begun("the contract `\(contract.name)` names these service levels and has begun")
  }
}

extension Product {
  fileprivate func metersLike(_ other: Product) -> Bool {
    sku == other.sku && unit == other.unit && unitSize == other.unitSize
      && startedUnits == other.startedUnits && service == other.service && meter == other.meter
  }
}

extension Contract {
  fileprivate func overrides(begunOn date: LocalDate) -> Set<PriceOverride> {
    Set(overrides.filter { $0.from <= date })
  }

  fileprivate func commitments(begunOn date: LocalDate) -> Set<QuantityCommitment> {
    Set(commitments.filter { $0.from <= date })
  }

  /// An end in the future may still be set, as that of the contract itself.
  fileprivate func components(begunOn date: LocalDate) -> Set<ComponentScope> {
    let begun = components.filter { $0.from <= date }
    return Set(
      begun.map { scope in
        ComponentScope(
          match: scope.match, from: scope.from, to: scope.to.flatMap { $0 > date ? nil : $0 },
          tenant: scope.tenant)
      })
  }

  fileprivate func charges(dueOn date: LocalDate) -> Set<OneOffCharge> {
    Set(charges.filter { $0.period.firstDayAfter <= date })
  }
}

extension DocumentNode {
  fileprivate func begun(_ message: String) -> DocumentError {
    error(
      .alreadyBegun,
      message + ". What has begun changes only through a correction:"
        + " `releve apply --correct --reason TEXT`")
  }
}
