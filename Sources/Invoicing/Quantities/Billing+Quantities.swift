public import Calendars
import Catalogue
import Decimals
import Metering
import PostgreSQL
import Rating

extension Billing {
  /// What was metered of each contract's products for a month, what was billed of it, and what the
  /// next document would have of it; by organisation, contract, product and SKU. With it what keeps
  /// organisations from being billed, but for holds: those are decided.
  ///
  /// What is metered comes from the kept days, and what is pending from the lines that are owed, so
  /// that the one proves the other. To be called in a snapshot, after `Rollup.update`. Throws
  /// `DecimalError` where sums are too large.
  public func quantities(
    _ period: Period
  ) throws -> (balances: [QuantityBalance], obstacles: [Obstacle]) {
    try owedLines.checkDocuments()
    let names = directory.organisations.keys.sorted()
    let archived = try owedLines.heldMonths(names, period)
    let outside = try owedLines.outsideContracts(names.filter { archived[$0] == nil }, period)
    var obstacles = names.compactMap { archived[$0] ?? outside[$0] }
    let customers = names.map { name in
      DueCustomer(organisation: name, contracts: directory.contracts(of: name))
    }
    var balances: [QuantityBalance] = []
    for batch in customers.batches(for: period) {
      balances += try self.balances(of: batch.flatMap(\.contracts), period, &obstacles)
      let uncovered = batch.filter { customer in
        customer.contracts.allSatisfy { $0.coverage(of: period) == nil }
      }
      balances += try outsideContracts(uncovered.map(\.organisation), period)
    }
    for place in balances.indices where balances[place].obstacle == nil {
      let organisation = balances[place].organisation
      balances[place].obstacle = obstacles.first { $0.organisation == organisation }?.code
    }
    return (
      balances.sorted {
        ($0.organisation, $0.contract ?? "", $0.product, $0.sku)
          < ($1.organisation, $1.contract ?? "", $1.product, $1.sku)
      }, obstacles
    )
  }

  private func balances(
    of contracts: [Contract], _ period: Period, _ obstacles: inout [Obstacle]
  ) throws -> [QuantityBalance] {
    let ledgers = try Ledger.load(contracts.map(\.name), from: connection)
    let months = try contracts.map { contract in
      try owedMonth(
        contract, period, ledgers[contract.name] ?? Ledger(), issueDate: today, priceList: nil)
    }
    let metered = try metered(
      contracts.compactMap { Coverage($0, period: period, tenancies: owedLines.tenancies) })
    var balances: [QuantityBalance] = []
    for (month, owed) in zip(months, try owedLines.owed(months)) {
      let contract = month.contract
      let ledger = ledgers[contract.name] ?? Ledger()
      var sums = QuantitySums(organisation: contract.organisation, contract: contract.name)
      do {
        try sums.add(metered: metered[contract.name]?.get() ?? [], products)
        for (key, line) in ledger.billed where key.period == period && key.kind == .usage {
          try sums.add(key) { $0.billed = try $0.billed + line.quantity }
        }
        let draft = try draft(contract, period, ledger, owed: [(period, owed.get())])
        for line in draft?.lines ?? [] where line.key.kind == .usage {
          try sums.add(line.key) { $0.pending = try ($0.pending ?? .zero) + line.quantity }
        }
      } catch {
        let obstacle = try obstacle(error, contract, period)
        obstacles.append(obstacle)
        sums.hinder(obstacle.code)
      }
      balances += sums.balances
    }
    return balances
  }

  /// What was metered of each coverage, by its contract.
  private func metered(
    _ coverages: [Coverage]
  ) throws -> [String?: Swift.Result<[UsageLine], PostgresError>] {
    let usage = try UsageMeter(connection, directory: directory, now: now)
      .usage(coverages, by: [.tenant, .sku])
    return Dictionary(
      zip(coverages.map(\.contract?.name), usage), uniquingKeysWith: { first, _ in first })
  }

  /// What organisations used that have no contract in the month.
  private func outsideContracts(
    _ organisations: [String], _ period: Period
  ) throws -> [QuantityBalance] {
    try organisations.flatMap { name in
      let coverages = Coverage.all(
        of: name, in: period, directory: directory, tenancies: owedLines.tenancies)
      var sums = QuantitySums(organisation: name, contract: nil)
      try sums.add(metered: metered(coverages)[nil]?.get() ?? [], products)
      sums.hinder(.outsideContracts)
      return sums.balances
    }
  }
}

/// The balances of one contract, by product and SKU.
private struct QuantitySums {
  private struct Key: Hashable {
    let product: String
    let sku: String
  }

  let organisation: String
  let contract: String?
  private var found: [Key: QuantityBalance] = [:]

  init(organisation: String, contract: String?) {
    (self.organisation, self.contract) = (organisation, contract)
  }

  var balances: [QuantityBalance] { Array(found.values) }

  mutating func add(metered lines: [UsageLine], _ products: [String: Product]) throws {
    for line in lines {
      let due = try products[line.product]?.billedQuantity(metered: line.quantity)
      try add(Key(product: line.product, sku: line.sku)) { balance in
        balance.metered = try balance.metered + line.quantity
        balance.due = try balance.due + (due ?? line.quantity)
      }
    }
  }

  mutating func add(
    _ key: BillingKey, _ change: (inout QuantityBalance) throws -> Void
  ) rethrows {
    try add(Key(product: key.product ?? "", sku: key.sku ?? ""), change)
  }

  /// Nothing of it is known to be pending.
  mutating func hinder(_ code: Obstacle.Code) {
    for key in found.keys {
      found[key]?.pending = nil
      found[key]?.obstacle = code
    }
  }

  private mutating func add(
    _ key: Key, _ change: (inout QuantityBalance) throws -> Void
  ) rethrows {
    var balance =
      found[key]
      ?? QuantityBalance(
        organisation: organisation, contract: contract, product: key.product, sku: key.sku)
    try change(&balance)
    found[key] = balance
  }
}
