public import Calendars
import Catalogue
import Decimals
import Metering
import PostgreSQL
import SQL

extension Billing {
  /// Whether what each contract owes, computed again from the events and prices as they are now, is
  /// what it was billed plus what the next document would bill: of a month, or of all months that
  /// have ended. Writes nothing but what is derived from events.
  ///
  /// Contracts of which it is not known what they owe are told as obstacles and not examined.
  public func owedCheck(
    _ period: Period? = nil
  ) throws -> (check: AuditCheck, obstacles: [Obstacle]) {
    try Rollup(connection).update()
    do {
      return try owedCheckInSnapshot(period)
    } catch let error as PostgresError where error.kind == .statementFailed {
      // A column that cannot be read as what it is: the check that reads it as text names the row.
      var check = AuditCheck("owed")
      check.keep(
        BrokenRow(column: "owed", expected: "lines that can be added up", found: "\(error)"))
      return (check, [])
    }
  }

  private func owedCheckInSnapshot(
    _ period: Period?
  ) throws -> (check: AuditCheck, obstacles: [Obstacle]) {
    try connection.transaction(.snapshot) {
      try owedLines.checkDocuments()
      var check = AuditCheck("owed")
      let last = period ?? Period(containing: today).previous
      let names = directory.organisations.keys.sorted()
      let archived = try owedLines.heldMonths(names, last)
      var obstacles = names.compactMap { archived[$0] }
      let customers = names.filter { archived[$0] == nil }.map { name in
        DueCustomer(organisation: name, contracts: directory.contracts(of: name))
      }.filter { !$0.contracts.isEmpty }
      for batch in customers.batches(for: last) {
        try examine(
          batch.flatMap(\.contracts), onlyMonth: period, upTo: last, &check, &obstacles)
      }
      return (check, obstacles)
    }
  }

  private func examine(
    _ contracts: [Contract], onlyMonth: Period?, upTo last: Period, _ check: inout AuditCheck,
    _ obstacles: inout [Obstacle]
  ) throws {
    let ledgers: [String: Ledger]
    let billed: [String: [String: DecimalNumber]]
    do {
      ledgers = try Ledger.load(contracts.map(\.name), from: connection)
      billed = try self.billed(contracts.map(\.name), onlyMonth: onlyMonth, upTo: last)
    } catch let error as PostgresError where error.kind == .valueOutOfRange {
      // One by one, to name the contract that has what is no amount.
      guard contracts.count == 1 else {
        for contract in contracts {
          try examine([contract], onlyMonth: onlyMonth, upTo: last, &check, &obstacles)
        }
        return
      }
      check.examined += 1
      check.keep(
        BrokenRow(
          contract: contracts.first?.name, column: "owed",
          expected: "billed lines that can be added up", found: "\(error)"))
      return
    }
    let months = try contracts.flatMap { contract in
      let ledger = ledgers[contract.name] ?? Ledger()
      let months = onlyMonth.map { [$0] } ?? Draft.months(contract, upTo: last, ledger)
      return try months.map {
        try owedMonth(contract, $0, ledger, issueDate: today, priceList: nil)
      }
    }
    let owed = Dictionary(
      grouping: zip(months, try owedLines.owed(months)), by: \.0.contract.name)
    for contract in contracts {
      do {
        let owed = try (owed[contract.name] ?? []).map { (month: $0.period, lines: try $1.get()) }
        let draft = try draft(contract, last, ledgers[contract.name] ?? Ledger(), owed: owed)
        let sums = ContractSums(
          owed: try .init(owed.flatMap(\.lines).map { ($0.key.currency, $0.amount) }),
          billed: billed[contract.name] ?? [:],
          pending: try .init((draft?.lines ?? []).map { ($0.key.currency, $0.amount) }))
        check.examined += 1
        try check.keep(sums.difference(of: contract.name))
      } catch {
        obstacles.append(try obstacle(error, contract, last))
      }
    }
  }

  /// What contracts were billed, by name, then currency: as the server adds up.
  private func billed(
    _ contracts: [String], onlyMonth: Period?, upTo last: Period
  ) throws -> [String: [String: DecimalNumber]] {
    var billed: [String: [String: DecimalNumber]] = [:]
    for (contract, currency, amount) in try connection.query(
      .named("audit_billed"), contracts, onlyMonth?.firstDay, last.firstDay
    ).decode(String.self, String.self, DecimalNumber.self) {
      billed[contract, default: [:]][currency] = amount
    }
    return billed
  }
}

/// What a contract owes, was billed and would be billed, by currency.
private struct ContractSums {
  let owed: [String: DecimalNumber]
  let billed: [String: DecimalNumber]
  let pending: [String: DecimalNumber]

  func difference(of contract: String) throws(DecimalError) -> BrokenRow? {
    for currency in Set(owed.keys).union(billed.keys).union(pending.keys).sorted() {
      let (owed, billed) = (owed[currency] ?? .zero, billed[currency] ?? .zero)
      let pending = pending[currency] ?? .zero
      guard try owed != billed + pending else { continue }
      return BrokenRow(
        contract: contract, column: "owed \(currency)",
        expected: "\(billed) billed and \(pending) pending", found: "\(owed)")
    }
    return nil
  }
}

extension [String: DecimalNumber] {
  /// Amounts, added up by currency.
  fileprivate init(_ amounts: [(currency: String, amount: DecimalNumber)]) throws(DecimalError) {
    self = [:]
    for (currency, amount) in amounts { self[currency] = try (self[currency] ?? .zero) + amount }
  }
}
