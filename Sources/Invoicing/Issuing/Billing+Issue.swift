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
  /// can open further connections, the next batches are read while one is written. Returns what
  /// stands in the way of others. Throws `InvoicingError` where the period has not ended, or the
  /// date is impossible.
  public func issue(
    _ period: Period, organisations: [String], on date: LocalDate?,
    readingAheadOn connect: (@Sendable () throws -> Connection)? = nil,
    issued: (IssuedDocument) -> Void
  ) throws -> [Obstacle] {
    try issue(
      period, on: date, readingAheadOn: connect, outlook: { try outlook(period, organisations) },
      issued: issued)
  }

  /// The same of some contracts, on the date of the run.
  public func issue(
    _ period: Period, contracts: Set<String>,
    readingAheadOn connect: (@Sendable () throws -> Connection)? = nil,
    issued: (IssuedDocument) -> Void
  ) throws -> [Obstacle] {
    try issue(
      period, on: nil, readingAheadOn: connect,
      outlook: { try outlook(period, contracts: contracts) }, issued: issued)
  }

  private func issue(
    _ period: Period, on date: LocalDate?,
    readingAheadOn connect: (@Sendable () throws -> Connection)?,
    outlook: () throws -> (pending: [PendingContract], obstacles: [Obstacle]),
    issued: (IssuedDocument) -> Void
  ) throws -> [Obstacle] {
    try check(date, of: period)
    let date = date ?? today
    try Rollup(connection).update()
    var count = 0
    var (pending, obstacles) = try connection.transaction(.snapshot) { try outlook() }
    try walk(pending, upTo: period, &obstacles) { batches, period, obstacles in
      let batches = try batches.map { try ended($0, period, &obstacles) }
      let readers =
        connect.map { connect in
          readAhead(batches, period, date, connect)
        } ?? []
      defer { for reader in readers { reader.cancel() } }
      for (index, batch) in batches.enumerated() {
        let reading =
          readers.isEmpty
          ? try read(batch, period, on: date) : try readers[index % readers.count].next()
        let outcome = try issue(
          reading, of: batch, period,
          in: DocumentRegister(connection, date: date, isFirst: count == 0))
        for document in outcome.documents { issued(document) }
        count += outcome.documents.count
        obstacles += outcome.obstacles
      }
    }
    return obstacles
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

  /// Readers that take turns: reading takes longer than writing, and half of it is the server's
  /// work. None for a single batch.
  private func readAhead(
    _ batches: [[DueCustomer]], _ period: Period, _ date: LocalDate,
    _ connect: @escaping @Sendable () throws -> Connection
  ) -> [ReadAhead<BatchReading>] {
    let (directory, tenancies, now) = (directory, owedLines.tenancies, now)
    let count = min(Self.readersMax, batches.count - 1)
    return (0..<max(count, 0)).map { reader in
      let own = stride(from: reader, to: batches.count, by: count).map { batches[$0] }
      return ReadAhead(own.count) {
        let billing = try Billing(
          connect(), directory: directory, tenancies: tenancies, now: now)
        return { try billing.read(own[$0], period, on: date) }
      }
    }
  }

  private static let readersMax = 2

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
