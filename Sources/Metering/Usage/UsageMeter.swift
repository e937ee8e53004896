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

  /// `now` ends what is measured of a month that has not ended: windows that are yet to come do not
  /// count as empty.
  public init(_ connection: Connection, directory: Directory, now: Instant) throws {
    self.connection = connection
    self.now = now
    documentVersions = directory.versionCount
    products = directory.products.values.sorted { $0.name < $1.name }
    productIDs = try connection.query(.named("product_ids")).ids()
  }

  /// The quantities of each coverage, in their order, by product and SKU, told apart by `keys`
  /// further; ordered by tenant, product, SKU, resource and day, texts as bytes. Quantities of 0
  /// are left out.
  ///
  /// They are as of the last `Rollup.update`. Coverages of the same month and zone are metered
  /// together. One of which a quantity is too large to be held has `value_out_of_range` instead.
  public func usage(
    _ coverages: [Coverage], by keys: Set<UsageKey>
  ) throws -> [Result<[UsageLine], PostgresError>] {
    try usage(coverages, of: products, by: keys) { keys.contains(.day) ? $0.days : [] }
  }

  /// The quantities of some products by tenant and SKU in parts of the month: each begins on a day
  /// of `days`, which rise, and of which the first is the month's first; a line's `day` is that of
  /// its part. Where a product's usage adds up over days, the parts add up to the month before they
  /// are rounded. For each coverage, in their order, as `usage(_:by:)`.
  public func usage(
    _ coverages: [Coverage], of names: Set<String>, partsFrom days: [LocalDate]
  ) throws -> [Result<[UsageLine], PostgresError>] {
    let products = products.filter { names.contains($0.name) }
    return try usage(coverages, of: products, by: [.tenant, .sku]) { _ in days }
  }

  private func usage(
    _ coverages: [Coverage], of products: [Product], by keys: Set<UsageKey>,
    partsFrom days: (Period) -> [LocalDate]
  ) throws -> [Result<[UsageLine], PostgresError>] {
    var metered: [Result<[UsageLine], PostgresError>] = coverages.map { _ in .success([]) }
    let months = Dictionary(grouping: coverages.indices) { Month(coverages[$0]) }
    for (month, places) in months {
      let together = try usage(
        places.map { coverages[$0] }, in: month, of: products, by: keys,
        partsFrom: days(month.period))
      for (place, lines) in zip(places, together) { metered[place] = lines }
    }
    return metered
  }

  /// Of one month and zone; where a quantity is too large, by halves, until it stands alone.
  private func usage(
    _ coverages: [Coverage], in month: Month, of products: [Product], by keys: Set<UsageKey>,
    partsFrom days: [LocalDate]
  ) throws -> [Result<[UsageLine], PostgresError>] {
    do {
      let tenants = Set(coverages.flatMap { $0.tenancies.map(\.tenant) }).sorted {
        $0.utf8.lexicographicallyPrecedes($1.utf8)
      }
      let rows = try rows(
        of: coverages, in: month, products, by: keys, partsFrom: days, tenants: tenants)
      let skus = try skus(of: rows)
      var lines: [[UsageLine]] = coverages.map { _ in [] }
      for row in rows where !row.quantity.isZero {
        guard let (product, sku) = skus[row.skuID] else { continue }
        let place = Int(row.number) - 1
        lines[place].append(
          UsageLine(
            organisation: coverages[place].organisation,
            tenant: row.tenant.map { tenants[Int($0) - 1] }, product: product, sku: sku,
            resource: row.resource,
            day: row.day.map { month.period.firstDay.adding(days: Int($0) - 1) },
            quantity: row.quantity))
      }
      return lines.map { .success($0) }
    } catch let error as PostgresError where error.kind == .valueOutOfRange {
      guard coverages.count > 1 else { return [.failure(error)] }
      let half = coverages.count / 2
      return try [coverages[..<half], coverages[half...]].flatMap { coverages in
        try usage(Array(coverages), in: month, of: products, by: keys, partsFrom: days)
      }
    }
  }

  /// What one statement can meter: the days and hours of a month are those of a zone.
  private struct Month: Hashable {
    let period: Period
    let zone: Zone

    init(_ coverage: Coverage) { (period, zone) = (coverage.period, coverage.zone) }
  }

  /// `tenant` is its place among the names, from 1.
  private typealias Row = (
    number: Int32, tenant: Int32?, skuID: Int32, resource: String?, day: Int32?,
    quantity: DecimalNumber
  )

  /// Products and SKUs by the ids in rows.
  private func skus(of rows: [Row]) throws -> [Int32: (product: String, sku: String)] {
    guard !rows.isEmpty else { return [:] }
    let skus = try connection.query(.named("usage_skus"), Array(Set(rows.map(\.skuID))))
      .decode(Int32.self, String.self, String.self)
    return Dictionary(uniqueKeysWithValues: skus.map { ($0.0, ($0.1, $0.2)) })
  }

  private func rows(
    of coverages: [Coverage], in month: Month, _ products: [Product], by keys: Set<UsageKey>,
    partsFrom days: [LocalDate], tenants: [String]
  ) throws -> [Row] {
    let places = Dictionary(
      uniqueKeysWithValues: tenants.enumerated().map { ($0.element, Int32($0.offset + 1)) })
    let held = coverages.enumerated().flatMap { index, coverage in
      coverage.tenancies.map { (number: Int32(index + 1), tenancy: $0) }
    }
    let meters = MeterParameters(
      products, ids: productIDs, period: month.period, zone: month.zone)
    return try connection.query(
      .named("usage"), held.map(\.number), held.map { places[$0.tenancy.tenant] ?? 0 },
      held.map(\.tenancy.span.from), held.map(\.tenancy.span.to),
      month.zone.dayBoundaries(of: month.period), meters.productIDs, meters.aggregations,
      meters.steps, meters.isInHours, meters.denominators, meters.unitSizes, meters.percents,
      meters.windowSeconds, meters.isMissingZero, coverages.map(\.span.from),
      coverages.map { min($0.span.to, now) }, keys.contains(.tenant), keys.contains(.resource),
      Self.partOfDays(month.period, days), month.period.firstDay, tenants
    ).decode(
      Int32.self, Int32?.self, Int32.self, String?.self, Int32?.self, DecimalNumber.self)
  }

  /// For each day of a period the number of the day with which its part begins; none without parts.
  private static func partOfDays(_ period: Period, _ days: [LocalDate]) -> [Int32] {
    period.days.compactMap { day in days.last { $0 <= day }.map { Int32($0.day) } }
  }

  /// Throws `RollupError` where usage is metered by later documents than these: its rows may be of
  /// other products' meters, and days be cut elsewhere. To be called in the snapshot in which usage
  /// is read.
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
  /// lost. By organisation, the earliest first.
  public func outsideContracts(
    of organisations: [String], until end: LocalDate
  ) throws -> [String: [EventsOutside]] {
    let levelIDs = products.compactMap { product in
      if case .timeWeighted = product.meter { productIDs[product.name] } else { nil }
    }
    let rows = try connection.query(
      .named("usage_outside_contracts"), organisations, end, levelIDs
    ).decode(String.self, String.self, String.self, Int64.self, LocalDate.self)
    return Dictionary(grouping: rows, by: \.0)
      .mapValues { rows in
        rows.map { organisation, tenant, sku, count, firstDay in
          EventsOutside(
            organisation: organisation, tenant: tenant, sku: sku, count: count, firstDay: firstDay)
        }
      }
  }
}

/// Events of a tenant for a SKU that lie outside every contract.
public struct EventsOutside: Sendable {
  public let organisation: String
  public let tenant: String
  public let sku: String
  public let count: Int64
  /// The local day of the first one.
  public let firstDay: LocalDate
}
