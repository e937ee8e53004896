public import Calendars
public import Decimals
import Documents

/// A part of the price of some services that is not due.
public struct Discount: Hashable, Sendable {
  /// In percent, 0 to 100.
  public let percent: DecimalNumber
  /// Empty: all services.
  public let services: [String]

  /// Whether it is given on a service.
  public func concerns(_ service: String) -> Bool {
    services.isEmpty || services.contains(service)
  }
}

/// A charge of one product that a customer has in the place of the price list's, from a local date
/// until the product's next one.
public struct PriceOverride: Hashable, Sendable {
  public let product: String
  public let from: LocalDate
  public let charge: Charge
}

/// A quantity of a product that is due whether it is used or not.
public struct QuantityCommitment: Hashable, Sendable {
  public let product: String
  /// In billed units.
  public let quantity: DecimalNumber
  public let from: LocalDate
  /// The first local day after its months.
  public let to: LocalDate

  /// What is left of it from a local day on; nil where it is over by then.
  public func remaining(from day: LocalDate) -> QuantityCommitment? {
    guard day < to else { return nil }
    return QuantityCommitment(product: product, quantity: quantity, from: max(from, day), to: to)
  }
}

/// An amount that is due once, in a month; below 0 it is a credit.
public struct OneOffCharge: Hashable, Sendable {
  /// Unique within the contract.
  public let id: String
  public let period: Period
  public let label: LocalisedText
  public let amount: DecimalNumber
  public let service: String
}

/// Components that a customer runs on (contract, section 5).
public struct ComponentScope: Hashable, Sendable {
  public let match: ComponentPattern
  public let from: LocalDate
  /// The first local day after it; nil where it is open.
  public let to: LocalDate?
  /// The tenant whose they are; nil where they are the organisation's as a whole.
  public let tenant: String?
}

extension Discount {
  /// Reads `[{ percent, services, from }]`: entries of one date make a version, which holds until
  /// the next date; those without a date hold from the beginning.
  static func dated(
    _ node: DocumentNode?, begin: LocalDate
  ) throws(DocumentError) -> Dated<[Discount]> {
    var versions: [(from: LocalDate?, value: [Discount], node: DocumentNode)] = []
    for item in try node?.list() ?? [] {
      var entry = try item.mapping()
      let from = try entry.optional("from")?.date()
      let discount = Discount(
        percent: try entry.required("percent").percent(),
        services: try entry.optional("services")?.names(atLeast: 1) ?? [])
      try entry.finish()
      if let last = versions.last, last.from ?? begin == from ?? begin {
        versions[versions.count - 1].value.append(discount)
      } else {
        versions.append((from, [discount], item))
      }
    }
    return try Dated(versions, begin: begin).filled(with: [], from: begin)
  }
}

extension PriceOverride {
  /// Reads `[{ product, from, charge }]`, or `versions: [{ from, charge }]` for a product.
  static func list(_ node: DocumentNode?) throws(DocumentError) -> [PriceOverride] {
    var overrides: [PriceOverride] = []
    var known: Set<[String]> = []
    let add = { (product: String, keys: inout MappingReader) throws(DocumentError) in
      let override = try PriceOverride(product: product, &keys)
      guard known.insert([product, override.from.description]).inserted else {
        throw keys.node.error(
          .overlap, "the product `\(product)` has two overrides from \(override.from)")
      }
      overrides.append(override)
    }
    for item in try node?.list() ?? [] {
      var entry = try item.mapping()
      let product = try entry.required("product").normalisedName()
      guard let versions = entry.optional("versions") else {
        try add(product, &entry)
        continue
      }
      try entry.finish()
      for version in try versions.list() {
        var keys = try version.mapping()
        try add(product, &keys)
      }
    }
    return overrides
  }

  private init(product: String, _ keys: inout MappingReader) throws(DocumentError) {
    self.init(
      product: product, from: try keys.required("from").date(),
      charge: try Charge(try keys.required("charge")))
    try keys.finish()
  }
}

extension QuantityCommitment {
  /// Reads `[{ product, quantity, from, months }]`; those on one product do not overlap.
  static func list(_ node: DocumentNode?) throws(DocumentError) -> [QuantityCommitment] {
    var read: [(commitment: QuantityCommitment, node: DocumentNode)] = []
    for item in try node?.list() ?? [] { read.append((try QuantityCommitment(item), item)) }
    let sorted = read.sorted { one, other in
      (one.commitment.product, one.commitment.from)
        < (other.commitment.product, other.commitment.from)
    }
    for (one, other) in zip(sorted, sorted.dropFirst()) {
      let (before, after) = (one.commitment, other.commitment)
      guard before.product == after.product, after.from < before.to else { continue }
      throw other.node.error(
        .overlap,
        "overlaps with the commitment on `\(before.product)` from \(before.from) to"
          + " \(before.to): commitments on one product follow each other")
    }
    return read.map(\.commitment)
  }

  private init(_ node: DocumentNode) throws(DocumentError) {
    var entry = try node.mapping()
    let from = try entry.required("from").date()
    let months = try entry.required("months").integer(in: 1...1200)
    guard let end = from.adding(months: months) else {
      throw node.invalid("a commitment that ends before the year 10000")
    }
    self.init(
      product: try entry.required("product").normalisedName(),
      quantity: try entry.required("quantity").positive(), from: from, to: end)
    try entry.finish()
  }
}

extension OneOffCharge {
  /// Reads `[{ id, period, label, amount, service }]`.
  static func list(_ node: DocumentNode?) throws(DocumentError) -> [OneOffCharge] {
    var charges: [OneOffCharge] = []
    var ids: Set<String> = []
    for item in try node?.list() ?? [] {
      var entry = try item.mapping()
      let period = try entry.required("period")
      guard let month = Period(try period.string()) else {
        throw period.invalid("a month, YYYY-MM")
      }
      let charge = OneOffCharge(
        id: try entry.required("id").normalisedName(), period: month,
        label: try LocalisedText(try entry.required("label")),
        amount: try entry.required("amount").decimal(.price),
        service: try entry.required("service").normalisedName())
      try entry.finish()
      guard ids.insert(charge.id).inserted else {
        throw item.error(.duplicateName, "the charge `\(charge.id)` stands twice")
      }
      charges.append(charge)
    }
    return charges
  }
}

extension ComponentScope {
  /// Reads `[{ match, from, to, tenant }]`; without `from`, a scope begins with the contract.
  static func list(
    _ node: DocumentNode?, begin: LocalDate
  ) throws(DocumentError) -> [ComponentScope] {
    var scopes: [ComponentScope] = []
    for item in try node?.list() ?? [] {
      var entry = try item.mapping()
      let end = entry.optional("to")
      let scope = ComponentScope(
        match: try ComponentPattern(try entry.required("match")),
        from: try entry.optional("from")?.date() ?? begin, to: try end?.date(),
        tenant: try entry.optional("tenant")?.normalisedName())
      try entry.finish()
      if let end, let to = scope.to, to <= scope.from {
        throw end.error(.invalidValue, "ends (\(to)) before it begins (\(scope.from))")
      }
      scopes.append(scope)
    }
    return scopes
  }
}

extension LocalDate {
  /// The same day some months later, or that month's last; nil beyond the year 9999.
  func adding(months: Int) -> LocalDate? {
    let index = year * 12 + month - 1 + months
    guard let target = Period(year: index / 12, month: index % 12 + 1) else { return nil }
    return target.firstDay.adding(days: min(day, target.dayCount) - 1)
  }
}
