public import Calendars
public import Catalogue
import Decimals
import Metering
public import PostgreSQL
import SQL

/// Bills contracts: what is owed minus what has been billed, period by period, and within one by
/// organisation, then contract (contract, section 4).
public struct Billing {
  /// Documents in the order in which they are or would be issued, and what stands in the way.
  public struct Result: Sendable {
    public var documents: [InvoiceDocument] = []
    public var obstacles: [Obstacle] = []
    /// By organisation; nil where no comparison was asked for.
    public var changes: [MonthChange]?

    public init() {}
  }

  let connection: Connection
  let directory: Directory
  let products: [String: Product]
  let owedLines: OwedLines
  let now: Instant

  /// `now` bounds the dates of issue.
  public init(_ connection: Connection, directory: Directory, now: Instant) throws {
    self.connection = connection
    self.directory = directory
    self.now = now
    products = directory.products
    owedLines = try OwedLines(connection, directory: directory, now: now)
  }

  /// The date of the run, the same for all documents: dates follow the numbers, whatever the zones
  /// of the contracts (contract, section 0, the default zone).
  var today: LocalDate { Zone.default.date(of: now) }

  /// Walks through the periods and contracts in order. An organisation that meets an obstacle is
  /// left out from there on: its later periods wait for the earlier one.
  ///
  /// `issueDate` and `priceList` are those by which `document` prices.
  func bill(
    _ period: Period, _ organisations: [String], issueDate: LocalDate,
    priceList: PriceList? = nil,
    each document: (Contract, Period) throws -> InvoiceDocument?
  ) throws -> Result {
    try Rollup(connection).update()
    var result = Result()
    let pending: [PendingContract]
    (pending, result.obstacles) = try connection.transaction(.snapshot) {
      try owedLines.checkDocuments()
      return (
        try pendingContracts(organisations, until: period),
        try hindrances(period, organisations)
      )
    }
    guard var current = pending.map(\.first).min() else { return result }
    let customers = Dictionary(grouping: pending, by: \.contract.organisation)
      .sorted { $0.key < $1.key }
    while current <= period {
      for (organisation, pending) in customers {
        let contracts = pending.filter { $0.includes(current) }.map(\.contract)
        guard !result.obstacles.contains(where: { $0.organisation == organisation }) else {
          continue
        }
        try bill(contracts, current, each: document, into: &result) { contract in
          try check(contract, current, issueDate: issueDate, priceList: priceList)
        }
      }
      current = current.next
    }
    return result
  }

  /// Bills one organisation's contracts for a period, or none of them where `check` finds something
  /// in the way of one.
  private func bill(
    _ contracts: [Contract], _ period: Period,
    each document: (Contract, Period) throws -> InvoiceDocument?, into result: inout Result,
    check: (Contract) throws -> Void
  ) throws {
    var reached = contracts.first
    do {
      if contracts.count > 1 {
        for contract in contracts {
          reached = contract
          try check(contract)
        }
      }
      for contract in contracts {
        reached = contract
        result.documents += try document(contract, period).map { [$0] } ?? []
      }
    } catch InvoicingError.issueDateBeforeLastDocument(let date, let last, let series)
      where result.documents.isEmpty
    {
      // Nothing was issued yet: the date is wrong for the whole run.
      throw InvoicingError.issueDateBeforeLastDocument(date, last: last, series: series)
    } catch {
      guard let reached else { throw error }
      result.obstacles.append(try obstacle(error, reached, period))
    }
  }

  /// Throws what stands in the way of a contract's document.
  private func check(
    _ contract: Contract, _ period: Period, issueDate: LocalDate, priceList: PriceList?
  ) throws {
    try connection.transaction(.snapshot) {
      try owedLines.checkDocuments()
      let ledger = try Ledger(connection, contract: contract.name)
      let draft = try draft(
        contract, period, ledger, issueDate: issueDate, priceList: priceList)
      if let writer = try draft.flatMap(writer) { try check(issueDate, in: writer.series) }
    }
  }

  /// An error that concerns one organisation, as an obstacle: the others are billed. Rethrows any
  /// other.
  func obstacle(
    _ error: any Error, _ contract: Contract, _ period: Period
  ) throws -> Obstacle {
    switch error {
    case let obstacle as Obstacle:
      return obstacle
    case let error as DecimalError:
      return contract.obstacle(.amountOutOfRange, "\(contract.name) in \(period): \(error)")
    case let error as PostgresError where error.kind == .valueOutOfRange:
      return contract.obstacle(.amountOutOfRange, "\(contract.name) in \(period): \(error)")
    case let error as InvoicingError:
      return contract.obstacle(.issueDate, "\(contract.name) in \(period): \(error)")
    default:
      throw error
    }
  }

  /// What stands in the way before any contract is looked at: usage that none of them covers, or
  /// that cannot be metered for now.
  private func hindrances(
    _ period: Period, _ organisations: [String]
  ) throws -> [Obstacle] {
    let names = organisations.isEmpty ? directory.organisations.keys.sorted() : organisations
    let held = try owedLines.heldMonths(names, period)
    return try names.compactMap { try held[$0] ?? owedLines.outsideContracts($0, period) }
  }

  /// The lines of a contract's document; nil where there are none.
  ///
  /// `issueDate` is that of the document: of it depend the prices of months that it bills first.
  /// `priceList`, if any, stands in the place of the contract's for months that are not issued.
  func draft(
    _ contract: Contract, _ period: Period, _ ledger: Ledger, issueDate: LocalDate,
    priceList: PriceList? = nil
  ) throws -> Draft? {
    guard let currency = directory.priceLists[contract.priceList]?.currency else { return nil }
    let draft = try Draft(
      contract, period, currency: currency, products: products, ledger: ledger,
      owed: { try owed(contract, $0, ledger, issueDate: issueDate, priceList: priceList) },
      span: { owedLines.span(contract, $0, tenant: $1) })
    return draft.lines.isEmpty ? nil : draft
  }

  /// What a contract owes for a month; the parameters are those of `draft`.
  func owed(
    _ contract: Contract, _ month: Period, _ ledger: Ledger, issueDate: LocalDate,
    priceList: PriceList?
  ) throws -> [OwedLine] {
    let isIssued = ledger.lastIssuedPeriod.map { month <= $0 } ?? false
    if let priceList, !isIssued, contract.coverage(of: month) != nil {
      try directory.check(priceList, inPlaceOfThatOf: contract)
    }
    return try owedLines.owed(
      contract, month, issueDate: ledger.firstIssueDate(of: month) ?? issueDate,
      priceList: isIssued ? nil : priceList)
  }

  func writer(_ draft: Draft) throws -> DocumentWriter? {
    guard let seller = directory.sellers[draft.contract.seller],
      let organisation = directory.organisations[draft.contract.organisation]
    else { return nil }
    return try DocumentWriter(draft, seller: seller, organisation: organisation)
  }

  func pendingContracts(
    _ organisations: [String], until period: Period
  ) throws -> [PendingContract] {
    for name in organisations { _ = try directory.organisation(named: name) }
    let contracts = directory.contracts.values
      .filter { organisations.isEmpty || organisations.contains($0.organisation) }
      .sorted { ($0.organisation, $0.name) < ($1.organisation, $1.name) }
    return try contracts.compactMap { contract in
      let issued = try Ledger.lastIssuedPeriod(connection, contract: contract.name)
      let pending = PendingContract(contract, issued: issued, named: period)
      return pending.first <= period ? pending : nil
    }
  }
}
