public import Calendars
public import Catalogue
import Decimals
public import PostgreSQL
import SQL

/// Meters usage: from the kept days (see `Rollup`) to quantities in billed units.
public struct UsageMeter {
  private let connection: Connection
  private let now: Instant
  private let documentVersions: Int64
  private let products: [Product]
  private let productIDs: [String: Int32]
  private let tenantIDs: [String: Int32]

  /// `now` ends what is measured of a month that has not ended: windows that are yet to come do not
  /// count as empty.
  public init(_ connection: Connection, directory: Directory, now: Instant) throws {
    self.connection = connection
    self.now = now
    documentVersions = directory.versionCount
    products = directory.products.values.sorted { $0.name < $1.name }
    productIDs = try connection.query(.named("product_ids")).ids()
    tenantIDs = try connection.query(.named("tenant_ids")).ids()
  }

  /// The quantities of a coverage by product and SKU, told apart by `keys` further; ordered by
  /// tenant, product, SKU, resource and day, texts as bytes. Quantities of 0 are left out.
  ///
  /// They are as of the last `Rollup.update`.
  public func usage(_ coverage: Coverage, by keys: Set<UsageKey>) throws -> [UsageLine] {
    let days = keys.contains(.day) ? coverage.period.days : []
    return try usage(coverage, of: products, by: keys, partsFrom: days)
  }

  /// The quantities of some products by tenant and SKU in parts of the month: each begins on a day
  /// of `days`, which rise, and of which the first is the month's first; a line's `day` is that of
  /// its part. Where a product's usage adds up over days, the parts add up to the month before they
  /// are rounded.
  public func usage(
    _ coverage: Coverage, of names: Set<String>, partsFrom days: [LocalDate]
  ) throws -> [UsageLine] {
    let products = products.filter { names.contains($0.name) }
    return try usage(coverage, of: products, by: [.tenant, .sku], partsFrom: days)
  }

  private func usage(
    _ coverage: Coverage, of products: [Product], by keys: Set<UsageKey>,
    partsFrom days: [LocalDate]
  ) throws -> [UsageLine] {
    let held = coverage.tenancies.filter { tenantIDs[$0.tenant] != nil }
    let boundaries = coverage.zone.dayBoundaries(of: coverage.period)
    let meters = MeterParameters(
      products, ids: productIDs, period: coverage.period, zone: coverage.zone)
    let rows = try connection.query(
      .named("usage"), held.compactMap { tenantIDs[$0.tenant] }, held.map(\.span.from),
      held.map(\.span.to), boundaries, meters.productIDs, meters.aggregations, meters.steps,
      meters.isInHours, meters.denominators, meters.unitSizes, meters.percents,
      meters.windowSeconds, meters.isMissingZero, coverage.span.from, min(coverage.span.to, now),
      keys.contains(.tenant), keys.contains(.resource), Self.partOfDays(coverage.period, days),
      coverage.period.firstDay
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

  /// For each day of a period the number of the day with which its part begins; none without parts.
  private static func partOfDays(_ period: Period, _ days: [LocalDate]) -> [Int32] {
    period.days.compactMap { day in days.last { $0 <= day }.map { Int32($0.day) } }
  }

  /// Has nobody meter until the transaction ends that is open, and checks as `checkDocuments` does:
  /// to be called before usage is read in one that writes. In a snapshot nothing moves anyway.
  public func holdStill() throws {
    _ = try connection.query(.named("meter_lock_shared"))
    try checkDocuments()
  }

  /// Throws `RollupError` where usage is metered by later documents than these: its rows may be of
  /// other products' meters, and days be cut elsewhere. To be called in the transaction in which
  /// usage is read.
  public func checkDocuments() throws {
    let versions = try connection.query(.named("metered_document_versions")).single(Int64.self)
    guard versions <= documentVersions else { throw RollupError.documentsChanged }
  }

  /// The archived months (`YYYY-MM`), by organisation, of which days have changed for its tenants
  /// before an instant: they are not metered until the month is restored.
  public func heldMonths(
    of organisations: [(name: String, until: Instant)]
  ) throws -> [String: [String]] {
    let held = try connection.query(
      .named("meter_held_months"), organisations.map(\.name), organisations.map(\.until)
    ).decode(String.self, String.self)
    return Dictionary(grouping: held, by: \.0).mapValues { $0.map(\.1) }
  }

  /// Events before a local day, in the default zone, that lie outside every one of an
  /// organisation's contracts, and are no levels, which are cut at a contract's ends: they would be
  /// lost. The earliest first.
  public func outsideContracts(
    of organisation: String, until end: LocalDate
  ) throws -> [(tenant: String, sku: String, events: Int64, firstDay: LocalDate)] {
    let levelIDs = products.compactMap { product in
      if case .timeWeighted = product.meter { productIDs[product.name] } else { nil }
    }
    return try connection.query(.named("usage_outside_contracts"), organisation, end, levelIDs)
      .decode(String.self, String.self, Int64.self, LocalDate.self)
      .map { ($0.0, $0.1, $0.2, $0.3) }
  }
}
