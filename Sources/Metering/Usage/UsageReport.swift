public import Calendars
public import Catalogue
public import PostgreSQL

/// What organisations used in a period.
public struct UsageReport: Sendable {
  /// By organisation, then as `UsageMeter.usage` orders them.
  public let lines: [UsageLine]
  /// Products that were used but cannot be metered yet, by name: they are missing in `lines`.
  public let notMetered: [String]

  /// Meters what the organisations' contracts cover of the period; for one without a contract in
  /// it, the whole month.
  public init(
    _ connection: Connection, directory: Directory, period: Period, organisations: [String],
    by keys: Set<UsageKey>
  ) throws {
    let meter = try UsageMeter(connection, directory: directory)
    let tenancies = Tenancies(directory)
    let coverages = organisations.flatMap {
      Coverage.all(of: $0, in: period, directory: directory, tenancies: tenancies)
    }
    lines = try coverages.flatMap { try meter.usage($0, by: keys) }
    notMetered = Set(try coverages.flatMap { try meter.notMetered($0) }).sorted()
  }
}
