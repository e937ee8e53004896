public import Calendars
public import Catalogue
import Metering
import PostgreSQL

extension Billing {
  /// What `issue` would make of a period and of earlier ones that are not issued yet; where
  /// `comparing`, also what is owed for the period beside the month before. Where no organisations
  /// are named, events that wait for an organisation to hold their tenant are an obstacle. Writes
  /// nothing but what is derived from events.
  ///
  /// `issueDate` is the date on which that would be, today where none is given. `priceList` stands
  /// in the place of the contracts' lists for months that are not issued yet; own prices and all
  /// other terms stay.
  ///
  /// Throws `InvoicingError` where the period has not begun or the date is before its end, and
  /// `TermsError` where the list is in another currency than that of a contract.
  public func preview(
    _ period: Period, organisations: [String], issueDate: LocalDate? = nil,
    priceList: PriceList? = nil, comparing: Bool = false
  ) throws -> Result {
    guard period.firstDay <= today else {
      throw InvoicingError.periodNotBegun(period, today: today)
    }
    if let issueDate, issueDate < period.firstDayAfter {
      throw InvoicingError.issueDateBeforePeriodEnd(issueDate, period: period)
    }
    let date = issueDate ?? today
    try Rollup(connection).update()
    return try connection.transaction(.snapshot) {
      var result = Result()
      var (pending, obstacles) = try outlook(period, organisations)
      result.documents = try draftAll(pending, upTo: period, on: date, priceList, &obstacles)
        .map { $0.document() }
      if organisations.isEmpty { obstacles += try usageWithoutOrganisation(until: period) }
      result.obstacles = obstacles
      if comparing { try compare(period, organisations, on: date, priceList, &result) }
      return result
    }
  }

  /// What stands in the way of issuing some contracts now, for a period and earlier ones that are
  /// not issued yet. Writes nothing but what is derived from events.
  public func obstacles(_ period: Period, contracts: Set<String>) throws -> [Obstacle] {
    try Rollup(connection).update()
    return try connection.transaction(.snapshot) {
      var (pending, obstacles) = try outlook(period, contracts: contracts)
      _ = try draftAll(pending, upTo: period, on: today, nil, isDateGiven: false, &obstacles)
      return obstacles
    }
  }

  /// Drafts what contracts were not issued for, period by period, each as if the documents of those
  /// before it were issued. Adds to the obstacles what stands in the way.
  ///
  /// Where the date was given, one before the last document of the first customer's series is
  /// thrown: it is wrong for all.
  private func draftAll(
    _ pending: [PendingContract], upTo period: Period, on date: LocalDate,
    _ priceList: PriceList?, isDateGiven: Bool = true, _ obstacles: inout [Obstacle]
  ) throws -> [DocumentWriter] {
    var documents: [DocumentWriter] = []
    var ledgers: [String: Ledger] = [:]
    var heads = SeriesHeads(connection)
    try walk(pending, upTo: period, &obstacles) { batches, period, obstacles in
      for batch in batches {
        try ledgers.load(batch.flatMap(\.contracts).map(\.name), from: connection)
        let drafted = try drafts(
          of: batch, period, ledgers, issueDate: date, priceList: priceList)
        for customer in drafted {
          switch try customer.admitted(
            on: date, after: &heads, isFirst: isDateGiven && documents.isEmpty)
          {
          case .success(let writers):
            for writer in writers { try ledgers.add(writer.draft, issuedOn: date) }
            documents += writers
          case .failure(let obstacle): obstacles.append(obstacle)
          }
        }
      }
    }
    return documents
  }

  /// The open quarantine entries, by reason: usage that nobody is billed for, of whichever month.
  public func keptAside() throws -> [(reason: String, entries: Int64)] {
    try Quarantine(connection).openReasons()
  }

  /// The open quarantine entries of tenants that nobody holds, of events up to a month's end, as
  /// one obstacle: whose they are is not known.
  private func usageWithoutOrganisation(until period: Period) throws -> [Obstacle] {
    let tenants = try Quarantine(connection).unknownTenants(
      before: Zone.default.span(of: period).to)
    guard let first = tenants.first else { return [] }
    let names = tenants.prefix(Self.tenantsNamedMax).map { "\($0.tenant) (\($0.events))" }
    let more = tenants.count - names.count
    return [
      Obstacle(
        organisation: nil, code: .unknownTenant,
        message: "events were kept aside because nobody held their tenant at their time:"
          + " \(names.joined(separator: ", "))" + (more > 0 ? " and \(more) more tenants" : "")
          + "; apply an organisation that holds \(first.tenant), from early enough, and run"
          + " `releve quarantine retry`, or drop them (`releve quarantine list`)")
    ]
  }

  private static let tenantsNamedMax = 10

  /// Adds the changes of those organisations that nothing stands in the way of.
  private func compare(
    _ period: Period, _ organisations: [String], on date: LocalDate, _ priceList: PriceList?,
    _ result: inout Result
  ) throws {
    let hindered = Set(result.obstacles.compactMap(\.organisation))
    let names = organisations.isEmpty ? Array(directory.organisations.keys) : organisations
    let customers = Set(names).subtracting(hindered).sorted().map { name in
      DueCustomer(organisation: name, contracts: directory.contracts(of: name))
    }
    result.changes = []
    for batch in customers.batches(for: period) {
      let contracts = batch.flatMap(\.contracts)
      let ledgers = try Ledger.load(contracts.map(\.name), from: connection)
      let months = try contracts.flatMap { contract in
        try [period.previous, period].map { month in
          try owedMonth(
            contract, month, ledgers[contract.name] ?? Ledger(), issueDate: date,
            priceList: priceList)
        }
      }
      let owed = Dictionary(
        grouping: zip(months, try owedLines.owed(months)), by: \.0.contract.organisation)
      for customer in batch {
        do {
          result.changes? += try changes(of: customer, owed[customer.organisation] ?? [], period)
        } catch {
          guard let first = customer.contracts.first else { throw error }
          result.obstacles.append(try obstacle(error, first, period))
        }
      }
    }
  }

  /// A customer's changes from what its contracts owe for the period and for the one before.
  private func changes(
    of customer: DueCustomer, _ owed: [(OwedMonth, Swift.Result<[OwedLine], any Error>)],
    _ period: Period
  ) throws -> [MonthChange] {
    var lines: (previous: [OwedLine], current: [OwedLine]) = ([], [])
    for (month, owed) in owed {
      if month.period == period {
        lines.current += try owed.get()
      } else {
        lines.previous += try owed.get()
      }
    }
    return try MonthChange.changes(
      of: customer.organisation, to: period, previous: lines.previous, current: lines.current)
  }
}

extension [String: Ledger] {
  /// Adds the ledgers of those contracts that are not known yet.
  fileprivate mutating func load(_ contracts: [String], from connection: Connection) throws {
    let missing = contracts.filter { self[$0] == nil }
    guard !missing.isEmpty else { return }
    merge(try Ledger.load(missing, from: connection)) { known, _ in known }
  }

  /// Adds a document's lines to its contract's ledger.
  fileprivate mutating func add(_ draft: Draft, issuedOn date: LocalDate) throws {
    try self[draft.contract.name]?.add(draft, issuedOn: date)
  }
}
