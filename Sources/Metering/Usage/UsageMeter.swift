public import Calendars
public import Catalogue
import Decimals
public import PostgreSQL
import SQL

/// Meters usage: from the stored events to quantities in billed units.
public struct UsageMeter {
  private let connection: Connection
  private let products: [Product]
  private let productIDs: [String: Int32]
  private let tenantIDs: [String: Int32]

  public init(_ connection: Connection, directory: Directory) throws {
    self.connection = connection
    products = directory.products.values.sorted { $0.name < $1.name }
    let products = try connection.query(.named("product_ids")).decode(String.self, Int32.self)
    productIDs = Dictionary(products.map { ($0.0, $0.1) }, uniquingKeysWith: { $1 })
    let tenants = try connection.query(.named("tenant_ids")).decode(String.self, Int32.self)
    tenantIDs = Dictionary(tenants.map { ($0.0, $0.1) }, uniquingKeysWith: { $1 })
  }

  /// The quantities of a coverage by product and SKU, told apart by `keys` further; ordered by
  /// tenant, product, SKU, resource and day, texts as bytes. Quantities of 0 are left out.
  public func usage(_ coverage: Coverage, by keys: Set<UsageKey>) throws -> [UsageLine] {
    let meters = parameters(of: coverage)
    let held = columns(coverage.tenancies)
    let rows = try connection.query(
      .named("usage"), held.tenantIDs, held.from, held.to,
      coverage.zone.dayBoundaries(of: coverage.period), meters.productIDs, meters.aggregations,
      meters.steps, meters.roundsEachUp, meters.isInHours, meters.denominators, meters.unitSizes,
      keys.contains(.tenant), keys.contains(.resource), keys.contains(.day)
    ).decode(
      String?.self, String.self, String.self, String?.self, Int32?.self, DecimalNumber.self)
    return rows.compactMap { tenant, product, sku, resource, day, quantity in
      guard !quantity.isZero else { return nil }
      return UsageLine(
        organisation: coverage.organisation, tenant: tenant, product: product, sku: sku,
        resource: resource,
        day: day.map { coverage.period.firstDay.adding(days: Int($0) - 1) }, quantity: quantity)
    }
  }

  /// The products of which there are events in a coverage, but which cannot be metered yet.
  public func notMetered(_ coverage: Coverage) throws -> [String] {
    let held = columns(coverage.tenancies)
    return try connection.query(
      .named("usage_not_metered"), held.tenantIDs, held.from, held.to,
      parameters(of: coverage).notMeteredIDs
    ).decode(String.self)
  }

  /// Events before `end` that lie outside every one of an organisation's contracts, and are no
  /// levels, which are cut at a contract's ends: they would be lost. The earliest first.
  public func outsideContracts(
    of organisation: String, until end: Instant, contracts: [Contract], tenancies: Tenancies
  ) throws -> [(tenant: String, sku: String, events: Int64, first: Instant)] {
    let past = TimeSpan(from: .distantPast, to: end)
    let held = columns(past.map { tenancies.tenancies(of: organisation, within: $0) } ?? [])
    let covering = columns(
      contracts.compactMap(\.span).flatMap { tenancies.tenancies(of: organisation, within: $0) })
    let levelIDs = products.compactMap { product in
      if case .timeWeighted = product.meter { productIDs[product.name] } else { nil }
    }
    return try connection.query(
      .named("usage_outside_contracts"), held.tenantIDs, held.from, held.to, covering.tenantIDs,
      covering.from, covering.to, levelIDs
    ).decode(String.self, String.self, Int64.self, Instant.self)
      .map { ($0.0, $0.1, $0.2, $0.3) }
  }

  private func parameters(of coverage: Coverage) -> MeterParameters {
    MeterParameters(products, ids: productIDs, period: coverage.period, zone: coverage.zone)
  }

  private func columns(
    _ tenancies: [Tenancies.Tenancy]
  ) -> (tenantIDs: [Int32], from: [Instant], to: [Instant]) {
    let known = tenancies.filter { tenantIDs[$0.tenant] != nil }
    return (
      known.compactMap { tenantIDs[$0.tenant] }, known.map(\.span.from), known.map(\.span.to)
    )
  }
}
