public import Calendars
import Catalogue
import Metering
public import PostgreSQL
import SQL

extension Billing {
  /// Issues a period and earlier ones that are not issued yet, a number of documents in a
  /// transaction: stopped anywhere, it goes on where it was. What is issued already is not issued
  /// again.
  ///
  /// `issued` gets each document once it is stored, in the order of their numbers. Where `connect`
  /// can open a further connection, a batch is read while the one before is written. Throws
  /// `InvoicingError` where the period has not ended, or the date is impossible.
  public func issue(
    _ period: Period, organisations: [String], on date: LocalDate?,
    readingAheadOn connect: (@Sendable () throws -> Connection)? = nil,
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
      let batches = try batches.map { try ended($0, period, &obstacles) }
      let ahead = batches.count > 1 ? connect.map { readAhead(batches, period, date, $0) } : nil
      defer { ahead?.cancel() }
      for batch in batches {
        let reading = try ahead?.next() ?? read(batch, period, on: date)
        let outcome = try issue(
          reading, of: batch, period,
          in: DocumentRegister(connection, date: date, isFirst: result.documents.isEmpty))
        for document in outcome.documents { issued(document) }
        result.documents += outcome.documents
        obstacles += outcome.obstacles
      }
    }
    result.obstacles = obstacles
    return result
  }

  /// The customers for whom the period has ended: east and west of the run's zone a month ends at
  /// another time.
  private func ended(
    _ customers: [DueCustomer], _ period: Period, _ obstacles: inout [Obstacle]
  ) throws -> [DueCustomer] {
    try customers.filter { customer in
      guard let open = customer.contracts.first(where: { now < $0.zone.span(of: period).to }) else {
        return true
      }
      let error = InvoicingError.periodNotEnded(period, ends: period.firstDayAfter)
      obstacles.append(try obstacle(error, open, period))
      return false
    }
  }

  /// Issues what was read, unless another process issued something of it meanwhile: then it is read
  /// again.
  private func issue(
    _ reading: BatchReading, of customers: [DueCustomer], _ period: Period,
    in register: DocumentRegister
  ) throws -> DocumentRegister.Outcome {
    var reading = reading
    while true {
      if let outcome = try register.issue(reading) { return outcome }
      reading = try read(customers, period, on: register.date)
    }
  }

  private func readAhead(
    _ batches: [[DueCustomer]], _ period: Period, _ date: LocalDate,
    _ connect: @escaping @Sendable () throws -> Connection
  ) -> ReadAhead<BatchReading> {
    let (directory, now) = (directory, now)
    return ReadAhead(batches.count) {
      let billing = try Billing(connect(), directory: directory, now: now)
      return { try billing.read(batches[$0], period, on: date) }
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
      let onHold = try Holds(connection).obstacles(of: customers.map(\.organisation))
      let due = customers.filter { onHold[$0.organisation] == nil }.map { customer in
        DueCustomer(
          organisation: customer.organisation, contracts: customer.contracts.filter(isOpen))
      }
      return BatchReading(
        contracts: Array(ledgers.keys), lastIssued: ledgers.compactMapValues(\.lastIssuedPeriod),
        organisations: customers.map(\.organisation), onHold: onHold,
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
struct BatchReading: Sendable {
  let contracts: [String]
  /// The last period of each of them that had one: what the drafts rest on.
  let lastIssued: [String: Period]
  let organisations: [String]
  /// Those that were put on hold since the run began.
  let onHold: [String: Obstacle]
  /// The others.
  let customers: [DraftedCustomer]
}
