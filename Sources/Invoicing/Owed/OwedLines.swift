public import Calendars
public import Catalogue
import Decimals
import Metering
public import PostgreSQL

/// Computes what a contract owes for a period: metered usage at the contract's prices.
public struct OwedLines {
  private let directory: Directory
  private let products: [String: Product]
  let tenancies: Tenancies
  private let meter: UsageMeter
  private let earnedCredits: EarnedCredits

  /// `now` is as in `UsageMeter`.
  public init(_ connection: Connection, directory: Directory, now: Instant) throws {
    try self.init(connection, directory: directory, tenancies: Tenancies(directory), now: now)
  }

  /// With the tenancies of the directory, which take a while where there are many customers; claims
  /// and incidents as of `knownAt`, nil for now.
  init(
    _ connection: Connection, directory: Directory, tenancies: Tenancies, now: Instant,
    knownAt: Instant? = nil
  ) throws {
    self.directory = directory
    products = directory.products
    self.tenancies = tenancies
    meter = try UsageMeter(connection, directory: directory, now: now)
    earnedCredits = EarnedCredits(
      connection: connection, directory: directory, knownAt: knownAt)
  }

  /// Throws `RollupError` where usage is metered by later documents than these.
  func checkDocuments() throws { try meter.checkDocuments() }

  /// The lines that contracts owe for months, for each in the order in which they stand on a
  /// document, or what stands in the way: an `Obstacle` where something cannot be priced,
  /// `DecimalError` or `value_out_of_range` where a figure is too large.
  ///
  /// What was metered is read for all of them at once, in the snapshot that is open.
  func owed(_ months: [OwedMonth]) throws -> [Result<[OwedLine], any Error>] {
    let bills = months.map(usageLines)
    let covered = bills.indices.filter { bills[$0] != nil }
    let metered = Dictionary(
      uniqueKeysWithValues: zip(
        covered,
        try meter.usage(covered.compactMap { bills[$0]?.coverage }, by: [.tenant, .sku])))
    let parts = try self.parts(of: bills, metered)
    let earned = try earnedCredits.credits(of: months)
    return bills.enumerated().map { index, bill in
      guard let bill, let metered = metered[index] else { return .success([]) }
      return Result {
        let usage = try bill.lines(
          of: metered.get(), inParts: (parts[index] ?? []).flatMap { try $0.get() })
        return usage
          + (try AgreedLines(
            prices: bill.prices, products: products, earnedCredits: earned[index] ?? []
          ).lines(after: usage))
      }
    }
  }

  /// What prices a month's usage; nil where the contract covers nothing of it.
  private func usageLines(_ month: OwedMonth) -> UsageLines? {
    let contract = month.contract
    guard let coverage = Coverage(contract, period: month.period, tenancies: tenancies),
      let terms = MonthTerms(contract, month.period),
      let priceList = month.priceList ?? directory.priceLists[contract.priceList]
    else { return nil }
    return UsageLines(
      prices: MonthPrices(terms, priceList, issueDate: month.issueDate), coverage: coverage,
      products: products)
  }

  /// What was metered in parts of months, of the products whose price changes within them: by the
  /// place of the month, for each division of it.
  private func parts(
    of bills: [UsageLines?], _ metered: [Int: Result<[UsageLine], PostgresError>]
  ) throws -> [Int: [Result<[UsageLine], PostgresError>]] {
    var divided: [[LocalDate]: [(place: Int, products: Set<String>)]] = [:]
    for (place, usage) in metered.sorted(by: { $0.key < $1.key }) {
      guard let bill = bills[place], case .success(let lines) = usage else { continue }
      for (days, products) in bill.divisions(of: lines) {
        divided[days, default: []].append((place, products))
      }
    }
    var parts: [Int: [Result<[UsageLine], PostgresError>]] = [:]
    for (days, divisions) in divided {
      let usage = try meter.usage(
        divisions.compactMap { bills[$0.place]?.coverage },
        of: divisions.reduce(into: []) { $0.formUnion($1.products) }, partsFrom: days)
      for (division, lines) in zip(divisions, usage) {
        // Others may divide more products at these days.
        let own = lines.map { lines in lines.filter { division.products.contains($0.product) } }
        parts[division.place, default: []].append(own)
      }
    }
    return parts
  }

  /// The part of a period that a contract and a tenant cover; without a tenant, that the contract
  /// covers.
  func span(_ contract: Contract, _ period: Period, tenant: String?) -> TimeSpan? {
    guard let tenant else { return contract.coverage(of: period) }
    return Coverage(contract, period: period, tenancies: tenancies)?.span(ofTenant: tenant)
  }

  /// Organisations of which days in archived months have changed since: what they owe up to the end
  /// of the period is not known.
  func heldMonths(_ organisations: [String], _ period: Period) throws -> [String: Obstacle] {
    let held = try meter.heldMonths(of: organisations.map { ($0, end(of: period, for: $0)) })
    return Dictionary(
      uniqueKeysWithValues: held.map { organisation, months in
        let obstacle = Obstacle(
          organisation: organisation, code: .archivedMonth,
          message: "events came, or were voided, in months that are archived"
            + " (\(months.joined(separator: ", "))): `releve db archive --restore \(months[0])`")
        return (organisation, obstacle)
      })
  }

  /// When a period ends for an organisation, in the zone of its contracts.
  private func end(of period: Period, for organisation: String) -> Instant {
    (directory.contracts(of: organisation).first?.zone ?? .default).span(of: period).to
  }

  /// What organisations used, up to the end of a period, that none of their contracts covers:
  /// events that are no levels, which are cut at a contract's ends; and, where one has no contract
  /// at all, anything in the period.
  func outsideContracts(
    _ organisations: [String], _ period: Period
  ) throws -> [String: Obstacle] {
    let outside = try meter.outsideContracts(of: organisations, until: period.firstDayAfter)
    var obstacles = outside.compactMapValues { events in
      events.first.map { first in
        Obstacle(
          organisation: first.organisation, code: .outsideContracts,
          message: "events outside every contract: \(events.reduce(0) { $0 + $1.count }), the first"
            + " on \(first.firstDay) of \(first.tenant) for \(first.sku); extend a contract, or"
            + " void them")
      }
    }
    let without = organisations.filter { name in
      obstacles[name] == nil && directory.contracts(of: name).isEmpty
    }
    let coverages = without.flatMap {
      Coverage.all(of: $0, in: period, directory: directory, tenancies: tenancies)
    }
    for usage in try meter.usage(coverages, by: [.tenant]) {
      guard let line = try usage.get().first else { continue }
      obstacles[line.organisation] = Obstacle(
        organisation: line.organisation, code: .outsideContracts,
        message: "\(line.tenant ?? "") used \(line.sku) in \(period), and the organisation has no"
          + " contract: apply one")
    }
    return obstacles
  }
}

extension Contract {
  /// Something that stands in the way of this contract's invoice.
  func obstacle(_ code: Obstacle.Code, _ message: String) -> Obstacle {
    Obstacle(organisation: organisation, code: code, message: message)
  }
}
