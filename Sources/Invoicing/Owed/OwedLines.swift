public import Calendars
public import Catalogue
import Decimals
import Metering
public import PostgreSQL
import Rating

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

  /// The lines that a contract owes for a period, ordered by key. Throws `Obstacle` where something
  /// cannot be priced.
  public func owed(_ contract: Contract, _ period: Period) throws -> [OwedLine] {
    guard let coverage = Coverage(contract, period: period, tenancies: tenancies) else { return [] }
    guard let priceList = directory.priceLists[contract.priceList] else { return [] }
    let terms = UnbilledTerms(contract, period)
    let lines = try meter.usage(coverage, by: [.tenant, .sku])
      .compactMap { try line($0, coverage, contract, priceList, terms) }
      .sorted { $0.key < $1.key }
    try terms.check(lines)
    return lines
  }

  /// The part of a period that a contract and a tenant cover; without a tenant, that the contract
  /// covers.
  func span(_ contract: Contract, _ period: Period, tenant: String?) -> TimeSpan? {
    guard let tenant else { return contract.coverage(of: period) }
    return Coverage(contract, period: period, tenancies: tenancies)?.span(ofTenant: tenant)
  }

  private func line(
    _ usage: UsageLine, _ coverage: Coverage, _ contract: Contract, _ priceList: PriceList,
    _ terms: UnbilledTerms
  ) throws -> OwedLine? {
    guard let product = products[usage.product], let tenant = usage.tenant,
      let span = coverage.span(ofTenant: tenant)
    else { return nil }
    try terms.checkOverrides(product.name)
    let (unitPrice, version) = try price(of: product, priceList, contract, coverage.period)
    let treatment = try terms.treatment(of: product.service)
    let key = BillingKey(
      period: coverage.period, kind: .usage, product: product.name, tenant: tenant,
      sku: usage.sku, priceVersion: version, vatCategory: treatment.category.rawValue,
      vatRate: treatment.rate.description, currency: priceList.currency.code)
    do throws(DecimalError) {
      let quantity = try product.billedQuantity(metered: usage.quantity)
      let amount = try PerUnit(unitPrice: unitPrice).amount(of: quantity, in: priceList.currency)
      return OwedLine(
        key: key, product: product, treatment: treatment, span: span, quantity: quantity,
        unitPrice: unitPrice, amount: amount)
    } catch {
      throw contract.obstacle(
        .amountOutOfRange, "\(product.name) of \(tenant) in \(coverage.period): \(error)")
    }
  }

  /// The unit price of a product in the part of a period that the contract covers.
  private func price(
    of product: Product, _ priceList: PriceList, _ contract: Contract, _ period: Period
  ) throws -> (unitPrice: DecimalNumber, version: String) {
    let first = max(contract.from, period.firstDay)
    let end = min(contract.to ?? period.firstDayAfter, period.firstDayAfter)
    if priceList.effective == .issueDate, priceList.versions.contains(where: { $0.from > first }) {
      throw contract.obstacle(
        .issueDatePricesNotSupported,
        "\(priceList.name) prices a month by its issue date and has a version after \(first); this"
          + " version of Relevé does not bill that yet")
    }
    let priced: Tariff.PricedCharge
    do throws(Tariff.Gap) {
      priced = try Tariff(priceList).charge(of: product.name, from: first, to: end)
    } catch {
      throw obstacle(error, product, priceList, first, contract)
    }
    guard let unitPrice = priced.charge.plainUnitPrice else {
      throw contract.obstacle(
        .chargeModelNotSupported,
        "\(product.name) has another charge than a plain per_unit price in \(priced.version);"
          + " this version of Relevé bills plain per_unit prices only")
    }
    return (unitPrice, priced.version)
  }

  private func obstacle(
    _ gap: Tariff.Gap, _ product: Product, _ priceList: PriceList, _ day: LocalDate,
    _ contract: Contract
  ) -> Obstacle {
    switch gap {
    case .noPrice:
      contract.obstacle(
        .noPrice,
        "\(product.name) was used, and \(priceList.name) has no price of it on \(day): add one")
    case .priceChanges(let date):
      contract.obstacle(
        .priceChangesInPeriod,
        "the price of \(product.name) changes on \(date); this version of Relevé bills a price"
          + " that holds for the whole month only")
    }
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
    let outside = try meter.outsideContracts(
      of: organisation, until: end(of: period, for: organisation))
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
