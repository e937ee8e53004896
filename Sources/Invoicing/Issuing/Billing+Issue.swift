public import Calendars
import Catalogue
import Metering
import PostgreSQL
import SQL

extension Billing {
  /// Issues a period and earlier ones that are not issued yet, a number of documents in a
  /// transaction: stopped anywhere, it goes on where it was. What is issued already is not issued
  /// again.
  ///
  /// `issued` gets each document once it is stored, in the order of their numbers. Throws
  /// `InvoicingError` where the period has not ended, or the date is impossible.
  public func issue(
    _ period: Period, organisations: [String], on date: LocalDate?,
    issued: (InvoiceDocument) -> Void
  ) throws -> Result {
    try check(date, of: period)
    let date = date ?? today
    try Rollup(connection).update()
    var result = Result()
    var (pending, obstacles) = try connection.transaction(.snapshot) {
      try outlook(period, organisations)
    }
    try walk(pending, upTo: period, &obstacles) { batches, period, obstacles in
      for batch in batches {
        let ended = try batch.filter { customer in
          guard let open = customer.contracts.first(where: { now < $0.zone.span(of: period).to })
          else { return true }
          // East and west of the run's zone a month ends at another time.
          obstacles.append(
            try obstacle(
              InvoicingError.periodNotEnded(period, ends: period.firstDayAfter), open, period))
          return false
        }
        let register = DocumentRegister(connection, date: date, isFirst: result.documents.isEmpty)
        let outcome = try issue(ended, period, in: register)
        for document in outcome.documents { issued(document) }
        result.documents += outcome.documents
        obstacles += outcome.obstacles
      }
    }
    result.obstacles = obstacles
    return result
  }

  /// Reads what customers owe, and issues it, unless another process issued something of it
  /// meanwhile: then it is read again.
  private func issue(
    _ customers: [DueCustomer], _ period: Period, in register: DocumentRegister
  ) throws -> DocumentRegister.Outcome {
    while true {
      let reading = try read(customers, period, on: register.date)
      if let outcome = try register.issue(reading) { return outcome }
    }
  }

  /// What a batch of customers would be billed, with what that rests on.
  private func read(
    _ customers: [DueCustomer], _ period: Period, on date: LocalDate
  ) throws -> BatchReading {
    try connection.transaction(.snapshot) {
      try owedLines.checkDocuments()
      let ledgers = try Ledger.load(
        customers.flatMap(\.contracts).map(\.name), from: connection)
      let isOpen = { (contract: Contract) in
        ledgers[contract.name]?.lastIssuedPeriod.map { $0 < period } ?? true
      }
      let due = customers.map { customer in
        DueCustomer(
          organisation: customer.organisation, contracts: customer.contracts.filter(isOpen))
      }
      return BatchReading(
        contracts: Array(ledgers.keys), lastIssued: ledgers.compactMapValues(\.lastIssuedPeriod),
        customers: try drafts(of: due, period, ledgers, issueDate: date))
    }
  }

  /// Before anything is written: has the period ended, and is the date one that it can bear?
  private func check(_ date: LocalDate?, of period: Period) throws {
    guard today >= period.firstDayAfter else {
      throw InvoicingError.periodNotEnded(period, ends: period.firstDayAfter)
    }
    guard let date else { return }
    guard date <= today else { throw InvoicingError.issueDateInFuture(date, today: today) }
    guard date >= period.firstDayAfter else {
      throw InvoicingError.issueDateBeforePeriodEnd(date, period: period)
    }
  }
}

/// What a batch of customers is to be billed for a period, as it was read.
struct BatchReading {
  let contracts: [String]
  /// The last period of each of them that had one: what the drafts rest on.
  let lastIssued: [String: Period]
  let customers: [DraftedCustomer]
}
