public import Calendars
public import Catalogue
import Decimals
import Metering
public import PostgreSQL
import SQL
public import ServiceLevels

/// Adds to a report of service levels who claimed what, and what is due now (contract, section 5).
///
/// What is due is what the contracts owe as `service_credit`. It follows prices and usage, of which
/// no earlier state is kept: an amount that a report tells is therefore stored where it is another
/// one than before, and an earlier report is made again from what was told.
public struct ReportedCredits {
  private let connection: Connection
  private let directory: Directory

  public init(_ connection: Connection, directory: Directory) {
    self.connection = connection
    self.directory = directory
  }

  /// Adds claims and amounts as of an instant; nil for now, of which `now` is the clock's time.
  public func add(to report: inout ServiceLevelReport, knownAt: Instant?, now: Instant) throws {
    guard !report.results.isEmpty else { return }
    if knownAt == nil { try tell(of: report, now: now) }
    try connection.transaction(.snapshot) {
      for (place, claims) in try claims(of: report, knownAt) {
        report.results[place].credit.claims = claims.map(\.ticket)
      }
      let contracts = Set(report.results.map(\.coverage.contract)).sorted()
      let told = try told(of: contracts, report.period, knownAt)
      for place in report.results.indices {
        let coverage = report.results[place].coverage
        let amount = told[Credit(coverage)] ?? .zero
        let currency = currency(coverage)
        report.results[place].credit.amount = try amount.rounded(to: currency?.minorDigits ?? 2)
        report.results[place].credit.currency = currency?.code ?? ""
      }
    }
  }

  private struct Credit: Hashable {
    let contract: String
    let serviceLevel: String

    init(_ contract: String, _ serviceLevel: String) {
      self.contract = contract
      self.serviceLevel = serviceLevel
    }

    init(_ coverage: ServiceCoverage) { self.init(coverage.contract, coverage.serviceLevel) }
  }

  private func currency(_ coverage: ServiceCoverage) -> Currency? {
    directory.contracts[coverage.contract].flatMap { directory.priceLists[$0.priceList] }?.currency
  }

  /// The claims for outages of the report's month, by the place of their result.
  private func claims(
    of report: ServiceLevelReport, _ knownAt: Instant?
  ) throws -> [Int: [ServiceClaim]] {
    let start = report.results.map { $0.coverage.zone.span(of: report.period).from }.min()
    let claims = try AvailabilityMeter(connection, knownAt: knownAt)
      .claims(since: start ?? .distantPast, of: organisations(of: report))
    return report.claims(among: claims)
  }

  private func organisations(of report: ServiceLevelReport) -> [String] {
    Set(report.results.map(\.coverage.organisation)).sorted()
  }

  private func told(
    of contracts: [String], _ period: Period, _ knownAt: Instant?
  ) throws -> [Credit: DecimalNumber] {
    let rows = try connection.query(
      .named("credits_told"), contracts, period.firstDay, knownAt
    ).decode(String.self, String.self, DecimalNumber.self)
    return Dictionary(uniqueKeysWithValues: rows.map { (Credit($0, $1), $2) })
  }

  /// Stores the amounts that are due now, where others were told last: nearly always none. What
  /// comes to be known while they are reckoned has them reckoned again: an amount is that of the
  /// instant at which it is told.
  private func tell(of report: ServiceLevelReport, now: Instant) throws {
    var isTold = false
    while !isTold {
      let known = try KnownTime.last(connection)
      let due = try due(of: report, now: now)
      guard try !untold(due, of: report).isEmpty else { return }
      isTold = try tell(due, of: report, unlessKnownSince: known)
    }
  }

  /// Returns false, and stores nothing, where something came to be known after an instant; and
  /// where the answer to the COMMIT was lost: what is untold then is looked for anew.
  private func tell(
    _ due: [Credit: DecimalNumber], of report: ServiceLevelReport, unlessKnownSince known: Instant?
  ) throws -> Bool {
    try connection.transaction(askingAfterLoss: { false }) {
      // The lock comes first: what another report tells meanwhile is seen.
      let knownAt = try KnownTime.next(connection)
      guard try KnownTime.last(connection) == known else { return false }
      let untold = try untold(due, of: report)
      try connection.execute(.named("service_import_record"), knownAt, "credits", "sla report")
      try connection.execute(
        .named("credit_tell"), knownAt, report.period.firstDay, untold.map(\.credit.contract),
        untold.map(\.credit.serviceLevel), untold.map(\.amount))
      return true
    }
  }

  private func untold(
    _ due: [Credit: DecimalNumber], of report: ServiceLevelReport
  ) throws -> [(credit: Credit, amount: DecimalNumber)] {
    let contracts = Set(report.results.map(\.coverage.contract)).sorted()
    let told = try told(of: contracts, report.period, nil)
    return report.results.map { Credit($0.coverage) }.compactMap { credit in
      let amount = due[credit] ?? .zero
      return amount == told[credit] ?? .zero ? nil : (credit, amount)
    }
  }

  /// What is due now. Only contracts with an accepted claim are priced: they are few.
  private func due(
    of report: ServiceLevelReport, now: Instant
  ) throws -> [Credit: DecimalNumber] {
    let accepted = try ClaimDecisions(connection).accepted(of: organisations(of: report))
    guard !accepted.isEmpty else { return [:] }
    let claimed = try claims(of: report, nil).filter { _, claims in
      claims.contains { accepted.contains($0.ticket) }
    }
    let contracts = Set(claimed.keys.map { report.results[$0].coverage.contract }).sorted()
    guard !contracts.isEmpty else { return [:] }
    let billing = try Billing(connection, directory: directory, now: now)
    try billing.meterWhatIsNew()
    let due = try connection.transaction(.snapshot) {
      try billing.serviceCredits(of: contracts, in: report.period)
    }
    return Dictionary(
      uniqueKeysWithValues: due.flatMap { contract, credits in
        credits.map { (Credit(contract, $0.key), $0.value) }
      })
  }
}

extension Billing {
  /// Meters what was stored since.
  func meterWhatIsNew() throws { try Rollup(connection).update() }

  /// What contracts are owed as service credits for a month, by contract, then service level; above
  /// 0. A contract whose month cannot be priced has none yet.
  func serviceCredits(
    of contracts: [String], in period: Period
  ) throws -> [String: [String: DecimalNumber]] {
    try owedLines.checkDocuments()
    return try serviceCredits(
      of: contracts, in: period, Ledger.load(contracts, from: connection))
  }

  /// The same beside what was billed, whatever documents usage was metered by.
  func serviceCredits(
    of contracts: [String], in period: Period, _ ledgers: [String: Ledger]
  ) throws -> [String: [String: DecimalNumber]] {
    let months = try contracts.compactMap { directory.contracts[$0] }.map { contract in
      try owedMonth(
        contract, period, ledgers[contract.name] ?? Ledger(), issueDate: today, priceList: nil)
    }
    var credits: [String: [String: DecimalNumber]] = [:]
    for (month, lines) in zip(months, try owedLines.owed(months)) {
      guard case .success(let lines) = lines else { continue }
      for line in lines where line.key.kind == .serviceCredit {
        let serviceLevel = line.key.priceVersion ?? ""
        let before = credits[month.contract.name]?[serviceLevel] ?? .zero
        credits[month.contract.name, default: [:]][serviceLevel] =
          try before + line.amount.negated
      }
    }
    return credits
  }
}
