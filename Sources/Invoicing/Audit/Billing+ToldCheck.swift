public import Calendars
import Catalogue
import Decimals
import Metering
import PostgreSQL
import SQL
import ServiceLevels

extension Billing {
  /// Whether what reports have told of credits, of a month or of all, is what they would tell again
  /// as of then: from the documents, incidents and claims that were known then.
  ///
  /// Of usage and of what it is metered by no earlier state is kept. Where these have changed
  /// since, the amount cannot be made again: it is only examined whether there was something to
  /// credit.
  public func toldCheck(_ period: Period? = nil) throws -> AuditCheck {
    var check = AuditCheck("told")
    try connection.transaction(.snapshot) {
      let rows = try connection.query(.named("audit_told"), period?.firstDay)
        .decode(String.self, String.self, LocalDate.self, Instant.self, String.self)
        .map(ToldCredit.init)
      let changed = try Set(usageSince(rows))
      var past: (instant: Instant, directory: Directory)?
      for (place, told) in rows.enumerated() {
        check.examined += 1
        if past?.instant != told.knownAt {
          past = (
            told.knownAt, try DocumentStore(connection).directory(asOf: told.knownAt)
          )
        }
        guard let directory = past?.directory else { continue }
        try check.keep(
          difference(of: told, directory, hasUsageSince: changed.contains(Int32(place))))
      }
    }
    return check
  }

  /// The places of those that usage has come for since.
  private func usageSince(_ rows: [ToldCredit]) throws -> [Int32] {
    let tenants = rows.enumerated().flatMap { place, told in
      (directory.customer(of: told.contract)?.tenancies ?? []).map { (place, told, $0.tenant) }
    }
    guard !tenants.isEmpty else { return [] }
    return try connection.query(
      .named("audit_usage_since"), tenants.map { Int32($0.0) }, tenants.map(\.2),
      tenants.map(\.1.knownAt), tenants.map { end(of: $0.1) }
    ).decode(Int32.self)
  }

  private func end(of told: ToldCredit) -> Instant {
    (directory.contracts[told.contract]?.zone ?? .default).span(of: told.period).to
  }

  private func difference(
    of told: ToldCredit, _ then: Directory, hasUsageSince: Bool
  ) throws -> BrokenRow? {
    guard let amount = told.amount.number else {
      return told.row(expected: "an amount", found: told.amount)
    }
    let billing = try Billing(
      connection, directory: then, tenancies: Tenancies(then), now: told.knownAt,
      knownAt: told.knownAt)
    guard hasUsageSince || !isMeteredAlike(told, then) else {
      let due = try billing.credit(told)
      return amount == due ? nil : told.row(expected: due.description, found: told.amount)
    }
    if amount.isZero { return nil }
    guard !amount.isNegative, try billing.isEarned(told) else {
      return told.row(expected: "0, as nothing was to be credited then", found: told.amount)
    }
    return nil
  }

  /// Whether the customer's usage is metered by the documents of now as by those of then.
  private func isMeteredAlike(_ told: ToldCredit, _ then: Directory) -> Bool {
    guard let contract = directory.contracts[told.contract],
      let earlier = then.contracts[told.contract]
    else { return false }
    return directory.products == then.products && contract.span == earlier.span
      && contract.zone == earlier.zone
      && directory.customer(of: told.contract)?.tenancies
        == then.customer(of: told.contract)?.tenancies
  }

  /// What was due, by the documents that this was made with.
  private func credit(_ told: ToldCredit) throws -> DecimalNumber {
    var ledgers = try Ledger.load([told.contract], from: connection)
    // A month that was billed later only was priced as of then.
    if let first = ledgers[told.contract]?.firstIssueDate(of: told.period), first > today {
      ledgers = [:]
    }
    return try serviceCredits(of: [told.contract], in: told.period, ledgers)[told.contract]?[
      told.serviceLevel] ?? .zero
  }

  /// Whether a claim of a miss was accepted.
  private func isEarned(_ told: ToldCredit) throws -> Bool {
    guard let contract = directory.contracts[told.contract] else { return false }
    let month = try owedMonth(
      contract, told.period, Ledger(), issueDate: today, priceList: nil)
    let earned = try EarnedCredits(
      connection: connection, directory: directory, knownAt: told.knownAt
    ).credits(of: [month])[0]
    return (earned ?? []).contains { $0.serviceLevel == told.serviceLevel }
  }
}

extension Directory {
  /// The organisation that a contract is with.
  fileprivate func customer(of contract: String) -> Organisation? {
    contracts[contract].flatMap { organisations[$0.organisation] }
  }
}

/// A row of the statement `audit_told`.
private struct ToldCredit {
  let contract: String
  let serviceLevel: String
  let period: Period
  let knownAt: Instant
  /// Whatever was written there.
  let amount: String

  init(
    _ contract: String, _ serviceLevel: String, _ month: LocalDate, _ knownAt: Instant,
    _ amount: String
  ) {
    self.contract = contract
    self.serviceLevel = serviceLevel
    period = Period(containing: month)
    self.knownAt = knownAt
    self.amount = amount
  }

  func row(expected: String, found: String) -> BrokenRow {
    BrokenRow(
      contract: contract, column: "credit_told \(serviceLevel) \(period) known at \(knownAt)",
      expected: expected, found: found)
  }
}
