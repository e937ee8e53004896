public import Calendars
public import Catalogue
import Metering
public import PostgreSQL
import SQL

/// Bills contracts: what is owed minus what has been billed, period by period, and within one by
/// organisation, then contract (contract, section 4).
public struct Billing {
  /// What would be issued, in that order, and what stands in the way.
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
    try self.init(connection, directory: directory, tenancies: Tenancies(directory), now: now)
  }

  /// `knownAt` is as of when claims and incidents are known; nil for now.
  init(
    _ connection: Connection, directory: Directory, tenancies: Tenancies, now: Instant,
    knownAt: Instant? = nil
  ) throws {
    self.connection = connection
    self.directory = directory
    self.now = now
    products = directory.products
    owedLines = try OwedLines(
      connection, directory: directory, tenancies: tenancies, now: now, knownAt: knownAt)
  }

  /// The date of the run, the same for all documents: dates follow the numbers, whatever the zones
  /// of the contracts (contract, section 0, the default zone).
  var today: LocalDate { Zone.default.date(of: now) }

  /// Walks through the periods up to one, the earliest that a contract was not issued for first,
  /// and has `bill` deal with the customers of each, in batches. Customers that something stands in
  /// the way of are left out from there on: their later periods wait for the earlier one.
  ///
  /// `bill` adds what it finds to the obstacles.
  func walk(
    _ pending: [PendingContract], upTo period: Period, _ obstacles: inout [Obstacle],
    bill: (_ batches: [[DueCustomer]], Period, inout [Obstacle]) throws -> Void
  ) rethrows {
    guard var current = pending.map(\.first).min() else { return }
    let customers = Dictionary(grouping: pending, by: \.contract.organisation)
      .sorted { $0.key < $1.key }
    while current <= period {
      let hindered = Set(obstacles.compactMap(\.organisation))
      let due = customers.compactMap { organisation, pending -> DueCustomer? in
        let contracts = pending.filter { $0.includes(current) }.map(\.contract)
        guard !contracts.isEmpty, !hindered.contains(organisation) else { return nil }
        return DueCustomer(organisation: organisation, contracts: contracts)
      }
      try bill(due.batches(for: current), current, &obstacles)
      current = current.next
    }
  }

  /// What the organisations' contracts were not issued for up to a period, and what stands in the
  /// way before any contract is looked at: a hold, usage that no contract covers, or that cannot be
  /// metered for now.
  func outlook(
    _ period: Period, _ organisations: [String]
  ) throws -> (pending: [PendingContract], obstacles: [Obstacle]) {
    try owedLines.checkDocuments()
    let pending = try pendingContracts(organisations, until: period)
    let names = organisations.isEmpty ? directory.organisations.keys.sorted() : organisations
    let onHold = try Holds(connection).obstacles(of: names)
    let archived = try owedLines.heldMonths(names, period)
    let outside = try owedLines.outsideContracts(
      names.filter { onHold[$0] == nil && archived[$0] == nil }, period)
    return (pending, names.compactMap { onHold[$0] ?? archived[$0] ?? outside[$0] })
  }

  /// The same of some contracts.
  func outlook(
    _ period: Period, contracts: Set<String>
  ) throws -> (pending: [PendingContract], obstacles: [Obstacle]) {
    let organisations = Set(contracts.compactMap { directory.contracts[$0]?.organisation }).sorted()
    var (pending, obstacles) = try outlook(period, organisations)
    pending.removeAll { !contracts.contains($0.contract.name) }
    return (pending, obstacles)
  }

  private func pendingContracts(
    _ organisations: [String], until period: Period
  ) throws -> [PendingContract] {
    for name in organisations { _ = try directory.organisation(named: name) }
    let wanted = Set(organisations)
    let contracts = directory.contracts.values
      .filter { organisations.isEmpty || wanted.contains($0.organisation) }
      .sorted { ($0.organisation, $0.name) < ($1.organisation, $1.name) }
    let issued = try Ledger.lastIssuedPeriods(of: contracts.map(\.name), from: connection)
    return contracts.compactMap { contract in
      let pending = PendingContract(contract, issued: issued[contract.name], named: period)
      return pending.first <= period ? pending : nil
    }
  }
}
