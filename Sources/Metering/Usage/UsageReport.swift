public import Calendars
public import Catalogue
import Decimals
public import PostgreSQL

/// What organisations used in a period.
public struct UsageReport: Sendable {
  /// By organisation, then as `UsageMeter.usage` orders them. Where organisations are not told
  /// apart, what several of them used under the same keys is added.
  public private(set) var lines: [UsageLine] = []
  /// Products that were used but cannot be metered yet, by name: they are missing in `lines`.
  public let notMetered: [String]
  /// Organisations of which a quantity is too large to be held: they are missing in `lines`.
  public private(set) var outOfRange: [String] = []

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
    notMetered = Set(try coverages.flatMap { try meter.notMetered($0) }).sorted()
    var places: [UsageLine.Key: Int] = [:]
    for coverage in coverages {
      do {
        for line in try meter.usage(coverage, by: keys) {
          try add(line, at: &places, tellingOrganisations: keys.contains(.organisation))
        }
      } catch let error as PostgresError where error.kind == .valueOutOfRange {
        outOfRange.append(coverage.organisation)
      }
    }
  }

  private mutating func add(
    _ line: UsageLine, at places: inout [UsageLine.Key: Int], tellingOrganisations: Bool
  ) throws {
    let key = UsageLine.Key(line, organisation: tellingOrganisations ? line.organisation : nil)
    if let place = places[key] {
      lines[place] = try lines[place].adding(line.quantity)
    } else {
      places[key] = lines.count
      lines.append(line)
    }
  }
}

extension UsageLine {
  /// What tells lines apart.
  fileprivate struct Key: Hashable {
    let texts: [String?]
    let day: LocalDate?

    init(_ line: UsageLine, organisation: String?) {
      texts = [organisation, line.tenant, line.product, line.sku, line.resource]
      day = line.day
    }
  }

  fileprivate func adding(_ more: DecimalNumber) throws -> UsageLine {
    UsageLine(
      organisation: organisation, tenant: tenant, product: product, sku: sku, resource: resource,
      day: day, quantity: try quantity + more)
  }
}
