public import Calendars
public import Catalogue
import Decimals
public import PostgreSQL

/// What organisations used in a period.
public struct UsageReport: Sendable {
  /// By organisation where they are told apart, else what several of them used under the same keys
  /// is added; then by tenant, product, SKU, resource and day, texts as bytes.
  public private(set) var lines: [UsageLine] = []
  /// Organisations of which a quantity is too large to be held: they are missing in `lines`.
  public private(set) var outOfRange: [String] = []

  /// Archived months (`YYYY-MM`) of which days have changed that are not metered yet: the
  /// quantities of those months, and what is held since, are not up to date.
  public private(set) var heldMonths: [String] = []

  /// Meters what the organisations' contracts cover of the period; for one without a contract in
  /// it, the whole month. What has changed is metered first, of which `progress` tells (see
  /// `Rollup`); `now` is as in `UsageMeter`.
  public init(
    _ connection: Connection, directory: Directory, period: Period, organisations: [String],
    by keys: Set<UsageKey>, now: Instant,
    progress: (_ month: Period, _ done: Int, _ all: Int) throws -> Void = { _, _, _ in }
  ) throws {
    try Rollup(connection).update(progress: progress)
    let meter = try UsageMeter(connection, directory: directory, now: now)
    let tenancies = Tenancies(directory)
    let coverages = organisations.flatMap {
      Coverage.all(of: $0, in: period, directory: directory, tenancies: tenancies)
    }
    try connection.transaction(.snapshot) { try read(meter, coverages, by: keys) }
  }

  /// Reads all of it, within one snapshot.
  private mutating func read(
    _ meter: UsageMeter, _ coverages: [Coverage], by keys: Set<UsageKey>
  ) throws {
    try meter.checkDocuments()
    (lines, outOfRange) = ([], [])
    let held = try meter.heldMonths(of: coverages.map { ($0.organisation, $0.span.to) })
    heldMonths = Set(held.values.joined()).sorted()
    var places: [UsageLine.Key: Int] = [:]
    for (coverage, metered) in zip(coverages, try meter.usage(coverages, by: keys)) {
      switch metered {
      case .success(let lines):
        for line in lines {
          try add(line, at: &places, tellingOrganisations: keys.contains(.organisation))
        }
      case .failure: outOfRange.append(coverage.organisation)
      }
    }
    if !keys.contains(.organisation) { lines.sort { $0.precedes($1) } }
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
  /// What tells lines apart. Texts are compared by their bytes, as the database does.
  fileprivate struct Key: Hashable {
    let texts: [[UInt8]?]
    let day: LocalDate?

    init(_ line: UsageLine, organisation: String?) {
      texts = [organisation, line.tenant, line.product, line.sku, line.resource]
        .map { $0.map { Array($0.utf8) } }
      day = line.day
    }
  }

  fileprivate func precedes(_ other: UsageLine) -> Bool {
    let (mine, others) = (texts, other.texts)
    if mine != others {
      return mine.lexicographicallyPrecedes(others) { $0.lexicographicallyPrecedes($1) }
    }
    return day.map { day in other.day.map { day < $0 } ?? false } ?? false
  }

  private var texts: [[UInt8]] {
    [tenant, product, sku, resource].map { Array(($0 ?? "").utf8) }
  }

  fileprivate func adding(_ more: DecimalNumber) throws -> UsageLine {
    UsageLine(
      organisation: organisation, tenant: tenant, product: product, sku: sku, resource: resource,
      day: day, quantity: try quantity + more)
  }
}
