import Calendars
import Catalogue
import Decimals
import PostgreSQL

/// A customer's documents for a period, or what stands in their way.
struct DraftedCustomer: Sendable {
  let customer: DueCustomer
  let documents: Result<[DocumentWriter], Obstacle>

  /// The documents, unless one would be dated before the last one of its series. Throws that where
  /// `isFirst`, before anything is issued: the date is wrong for the whole run then.
  func admitted(
    on date: LocalDate, after heads: inout SeriesHeads, isFirst: Bool
  ) throws -> Result<[DocumentWriter], Obstacle> {
    guard case .success(let writers) = documents else { return documents }
    do {
      for writer in writers { try heads.check(date, in: writer.series) }
    } catch let error as InvoicingError {
      guard !isFirst, let first = writers.first?.draft else { throw error }
      return .failure(
        first.contract.obstacle(.issueDate, "\(first.contract.name) in \(first.period): \(error)"))
    }
    return documents
  }
}

extension Billing {
  /// The documents of customers for a period, by what the ledgers of their contracts have; those
  /// without a line are left out. Reads in the snapshot that is open.
  ///
  /// `issueDate` is that of the documents: of it depend the prices of months that they bill first.
  /// `priceList`, if any, stands in the place of the contracts' for months that are not issued.
  func drafts(
    of customers: [DueCustomer], _ period: Period, _ ledgers: [String: Ledger],
    issueDate: LocalDate, priceList: PriceList? = nil
  ) throws -> [DraftedCustomer] {
    let contracts = customers.flatMap(\.contracts)
    let months = try contracts.flatMap { contract in
      let ledger = ledgers[contract.name] ?? Ledger()
      return try Draft.months(contract, upTo: period, ledger).map {
        try owedMonth(contract, $0, ledger, issueDate: issueDate, priceList: priceList)
      }
    }
    let owed = Dictionary(
      grouping: zip(months, try owedLines.owed(months)), by: \.0.contract.name)
    return try customers.map { customer in
      var reached = customer.contracts.first
      do {
        let documents = try customer.contracts.compactMap { contract in
          reached = contract
          return try document(
            contract, period, ledgers[contract.name] ?? Ledger(),
            owed: (owed[contract.name] ?? []).map { ($0.period, try $1.get()) })
        }
        return DraftedCustomer(customer: customer, documents: .success(documents))
      } catch {
        guard let reached else { throw error }
        let obstacle = try obstacle(error, reached, period)
        return DraftedCustomer(customer: customer, documents: .failure(obstacle))
      }
    }
  }

  /// A month of a contract as it is priced; the parameters are those of `drafts`.
  func owedMonth(
    _ contract: Contract, _ month: Period, _ ledger: Ledger, issueDate: LocalDate,
    priceList: PriceList?
  ) throws -> OwedMonth {
    let isIssued = ledger.lastIssuedPeriod.map { month <= $0 } ?? false
    if let priceList, !isIssued, contract.coverage(of: month) != nil {
      try directory.check(priceList, inPlaceOfThatOf: contract)
    }
    return OwedMonth(
      contract: contract, period: month,
      issueDate: ledger.firstIssueDate(of: month) ?? issueDate,
      priceList: isIssued ? nil : priceList)
  }

  /// A contract's document; nil where it has no lines.
  private func document(
    _ contract: Contract, _ period: Period, _ ledger: Ledger,
    owed: [(month: Period, lines: [OwedLine])]
  ) throws -> DocumentWriter? {
    guard let seller = directory.sellers[contract.seller],
      let organisation = directory.organisations[contract.organisation],
      let draft = try draft(contract, period, ledger, owed: owed), !draft.lines.isEmpty
    else { return nil }
    return try DocumentWriter(draft, seller: seller, organisation: organisation)
  }

  /// Owed minus billed; nil where the contract's price list is unknown.
  func draft(
    _ contract: Contract, _ period: Period, _ ledger: Ledger,
    owed: [(month: Period, lines: [OwedLine])]
  ) throws -> Draft? {
    guard let currency = directory.priceLists[contract.priceList]?.currency else { return nil }
    return try Draft(
      contract, period, currency: currency, products: products, ledger: ledger, owed: owed,
      span: { owedLines.span(contract, $0, tenant: $1) })
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
}
