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
    var ledgers: [String: Ledger] = [:]
    var result = try bill(period, organisations, issueDate: date, priceList: priceList) {
      contract, period in
      let known = ledgers[contract.name]
      return try connection.transaction(.snapshot) {
        try owedLines.checkDocuments()
        var ledger = try known ?? Ledger(connection, contract: contract.name)
        let draft = try draft(
          contract, period, ledger, issueDate: date, priceList: priceList)
        let writer = try draft.flatMap(writer)
        if let writer { try check(date, in: writer.series) }
        if let draft { try ledger.add(draft, issuedOn: date) }
        ledgers[contract.name] = ledger
        return writer?.document()
      }
    }
    if organisations.isEmpty { result.obstacles += try usageWithoutOrganisation(until: period) }
    if comparing {
      try connection.transaction(.snapshot) {
        try owedLines.checkDocuments()
        try compare(period, organisations, on: date, priceList, &result)
      }
    }
    return result
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
    let names = organisations.isEmpty ? Array(directory.organisations.keys) : organisations
    let hindered = Set(result.obstacles.compactMap(\.organisation))
    var changes: [MonthChange] = []
    for name in Set(names).subtracting(hindered).sorted() {
      var owed: (previous: [OwedLine], current: [OwedLine]) = ([], [])
      for contract in directory.contracts(of: name) {
        do {
          let ledger = try Ledger(connection, contract: contract.name)
          let lines = { month in
            try self.owed(contract, month, ledger, issueDate: date, priceList: priceList)
          }
          owed.previous += try lines(period.previous)
          owed.current += try lines(period)
        } catch {
          result.obstacles.append(try obstacle(error, contract, period))
        }
      }
      changes += try MonthChange.changes(
        of: name, to: period, previous: owed.previous, current: owed.current)
    }
    result.changes = changes.filter { change in
      !result.obstacles.contains { $0.organisation == change.organisation }
    }
  }
}
