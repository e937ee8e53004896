public import Calendars
public import Catalogue
import Decimals
import Metering
public import PostgreSQL

/// Computes what a contract owes for a period: metered usage at the contract's prices.
public struct OwedLines {
  private let directory: Directory
  private let products: [String: Product]
  private let tenancies: Tenancies
  private let meter: UsageMeter

  /// `now` is as in `UsageMeter`.
  public init(_ connection: Connection, directory: Directory, now: Instant) throws {
    self.directory = directory
    products = directory.products
    tenancies = Tenancies(directory)
    meter = try UsageMeter(connection, directory: directory, now: now)
  }

  /// Has nobody meter until the transaction ends that is open, in which owed lines are written;
  /// throws as `checkDocuments`.
  func holdUsageStill() throws { try meter.holdStill() }

  /// Throws `RollupError` where usage is metered by later documents than these.
  func checkDocuments() throws { try meter.checkDocuments() }

  /// The lines that a contract owes for a period, in the order in which they stand on a document.
  ///
  /// `issueDate` is the date of the first document that bills the period (see `MonthPrices`);
  /// `priceList` one that stands in the place of the contract's. Throws `Obstacle` where something
  /// cannot be priced.
  func owed(
    _ contract: Contract, _ period: Period, issueDate: LocalDate, priceList: PriceList? = nil
  ) throws -> [OwedLine] {
    guard let coverage = Coverage(contract, period: period, tenancies: tenancies),
      let terms = MonthTerms(contract, period),
      let priceList = priceList ?? directory.priceLists[contract.priceList]
    else { return [] }
    let prices = MonthPrices(terms, priceList, issueDate: issueDate)
    let usage = try UsageLines(prices: prices, coverage: coverage, products: products).lines(
      of: try meter.usage(coverage, by: [.tenant, .sku]),
      inParts: { try meter.usage(coverage, of: $0, partsFrom: $1) })
    return usage + (try AgreedLines(prices: prices, products: products).lines(after: usage))
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

  /// What an organisation used, up to the end of a period, that none of its contracts covers:
  /// events that are no levels, which are cut at a contract's ends; and, where it has no contract
  /// at all, anything in the period.
  func outsideContracts(_ organisation: String, _ period: Period) throws -> Obstacle? {
    let coverages = Coverage.all(
      of: organisation, in: period, directory: directory, tenancies: tenancies)
    let outside = try meter.outsideContracts(of: organisation, until: period.firstDayAfter)
    if let first = outside.first {
      let count = outside.reduce(0) { $0 + $1.events }
      return Obstacle(
        organisation: organisation, code: .outsideContracts,
        message: "events outside every contract: \(count), the first on \(first.firstDay) of"
          + " \(first.tenant) for \(first.sku); extend a contract, or void them")
    }
    guard directory.contracts(of: organisation).isEmpty else { return nil }
    let used = try coverages.flatMap { try meter.usage($0, by: [.tenant]) }
    return used.first.map { line in
      Obstacle(
        organisation: organisation, code: .outsideContracts,
        message: "\(line.tenant ?? "") used \(line.sku) in \(period), and the organisation has"
          + " no contract: apply one")
    }
  }
}

extension Contract {
  /// Something that stands in the way of this contract's invoice.
  func obstacle(_ code: Obstacle.Code, _ message: String) -> Obstacle {
    Obstacle(organisation: organisation, code: code, message: message)
  }
}
