import Calendars
import Catalogue
import Decimals
import Rating

/// Explains what was owed under a line's key, from what documents have billed and from the terms
/// that are known now.
struct AmountExplainer {
  let document: InvoiceDocument
  let line: InvoiceDocument.Line
  let owed: Explanation.Owed
  let currency: Currency
  let month: Period
  let ledger: LineLedger
  /// Lines of other keys for the same, where nothing is owed any more under the line's own.
  let others: [BilledLine]
  let contract: Contract?
  let price: ExplainedPrice?
  /// Of the contract's document.
  let contractVersions: [DocumentVersion]
  /// nil where the line is no service credit.
  let credit: CreditedAmount?

  private var kind: LineKind { line.adjusts ?? line.kind }

  func amount() throws -> ExplainedAmount {
    switch kind {
    case .commitment: return try commitment().map(ExplainedAmount.commitment) ?? product()
    case .oneOff: return .oneOff(try oneOff())
    case .discount: return try discount().map(ExplainedAmount.discount) ?? product()
    case .minimum: return try minimum().map(ExplainedAmount.minimum) ?? product()
    case .serviceCredit: return try credit.map(ExplainedAmount.credit) ?? product()
    case .usage, .adjustment:
      return try line.pricing.map { .shared(try shared($0)) } ?? product()
    }
  }

  private func product() throws(DecimalError) -> ExplainedAmount {
    guard let unitPrice = owed.unitPrice else { return .nothing }
    let exact = WideDecimal(owed.quantity, times: unitPrice)
    return .product(
      exact: exact,
      try Agreement(sum: exact.rounded(to: currency.minorDigits), stated: owed.amount))
  }

  /// The allotment: after each document what was billed under a key is what was owed.
  private func shared(_ pricing: InvoiceDocument.Pricing) throws -> SharedPrice {
    let lines = ledger.upTo.filter {
      $0.kind == .usage && $0.product == line.product && $0.isPriced(as: line)
    }
    let whole = try DecimalNumber(pricing.quantity, limits: .total)
    let price = try DecimalNumber(pricing.amount, limits: .total)
    let groups = Dictionary(grouping: lines) { ShareKey(tenant: $0.tenant, sku: $0.sku) }
    var shares: [SharedPrice.Share] = []
    for (key, lines) in groups.sorted(by: { $0.key < $1.key }) {
      let (quantity, amount) = (try lines.quantitySum(), try lines.amountSum())
      guard !quantity.isZero || !amount.isZero else { continue }
      let exact = try Self.share(quantity, of: whole, price)
      shares.append(
        SharedPrice.Share(
          tenant: key.tenant ?? "", sku: key.sku ?? "", quantity: quantity, exact: exact,
          amount: amount, hasRemainder: exact.map { $0 < amount } ?? false,
          isThisLine: lines.contains { $0.concernsSame(as: line) }))
    }
    var (quantities, amounts) = (DecimalNumber.zero, DecimalNumber.zero)
    for share in shares {
      quantities = try quantities + share.quantity
      amounts = try amounts + share.amount
    }
    let steps = try pricing.steps()
    let sum = try steps.exactSum()
    return SharedPrice(
      pricing: pricing, steps: steps, shares: shares,
      stepsAgree: sum.description == pricing.unrounded,
      rounded: try Agreement(sum: sum.rounded(to: currency.minorDigits), stated: price),
      quantities: try Agreement(sum: quantities, stated: whole),
      amounts: try Agreement(sum: amounts, stated: price))
  }

  /// amount × part ÷ whole, to 6 decimals; nil where the whole has too many digits.
  private static func share(
    _ part: DecimalNumber, of whole: DecimalNumber, _ amount: DecimalNumber
  ) throws(DecimalError) -> DecimalNumber? {
    let scale = max(part.scale, whole.scale)
    guard let divisor = Int(exactly: try whole.rounded(to: scale).coefficient), divisor > 0 else {
      return nil
    }
    let weight = DecimalNumber(coefficient: try part.rounded(to: scale).coefficient, scale: 0)
    return try WideDecimal(amount, times: weight).divided(by: divisor, roundedTo: 6)
  }

  private func oneOff() throws -> OneOffAmount {
    let id = line.priceVersion?.textBehind("#") ?? ""
    let charge = contract?.charges.first { $0.id == id && $0.period == month }
    let now = try charge?.amount.rounded(to: currency.minorDigits) ?? .zero
    return OneOffAmount(
      contract: document.contract, id: id, charge: charge,
      amount: try Agreement(sum: now, stated: owed.amount + others.amountSum()),
      versions: contractVersions)
  }
}

extension AmountExplainer {
  private func commitment() throws -> CommittedAmount? {
    guard let committed = try line.derivation?.committed.map(Self.total),
      let used = try line.derivation?.used.map(Self.total)
    else { return nil }
    let parts = contract.map { contract in
      contract.commitments.filter { $0.product == line.product }.compactMap { commitment in
        let days = contract.coveredDays(of: month, from: commitment.from, to: commitment.to)
        return days > 0 ? CommittedAmount.Part(commitment: commitment, days: days) : nil
      }
    }
    var unitDays = WideDecimal.zero
    for part in parts ?? [] {
      unitDays = try unitDays + WideDecimal(part.commitment.quantity, times: .init(part.days))
    }
    let lines = ledger.upTo.filter { $0.kind == .usage && $0.product == line.product }
    let difference = try committed - used
    let usedPrice =
      used.isZero ? .zero : try price?.charge?.pricing(of: used).unrounded
    let committedPrice = try price?.charge?.pricing(of: committed).unrounded
    var amount: Agreement?
    if let unitPrice = owed.unitPrice {
      let exact = WideDecimal(difference, times: unitPrice)
      amount = try Agreement(
        sum: exact.rounded(to: currency.minorDigits), stated: owed.amount)
    } else if let committedPrice, let usedPrice {
      amount = try Agreement(
        sum: (committedPrice - usedPrice).rounded(to: currency.minorDigits), stated: owed.amount)
    }
    return CommittedAmount(
      commitments: parts ?? [], daysOfMonth: month.dayCount,
      committed: try Agreement(
        sum: unitDays.divided(by: month.dayCount, roundedTo: 6), stated: committed),
      usedLines: lines, used: try Agreement(sum: lines.quantitySum(), stated: used),
      quantity: try Agreement(sum: difference, stated: owed.quantity), pricing: line.pricing,
      steps: try line.pricing?.steps() ?? [], priceOfUsed: usedPrice, amount: amount)
  }

  private func discount() throws -> DiscountedAmount? {
    guard let derivation = line.derivation,
      let percent = try derivation.percent.map({ try DecimalNumber($0, limits: .price) }),
      let statedBase = try derivation.base.map({ try DecimalNumber($0, limits: .total) })
    else { return nil }
    let (discounts, index) = discountsUpTo()
    let discount = index.map { discounts[$0] }
    let candidates = ledger.upTo.filter {
      ($0.kind == .usage || $0.kind == .commitment) && $0.isTaxed(as: line)
    }
    let lines = candidates.filter { discount?.concerns($0.service ?? "") ?? false }
    var sums = DiscountedSums<VATGroup>()
    let group = VATGroup(
      category: line.vatCategory, rate: try DecimalNumber(line.vatRate, limits: .price))
    for line in candidates { try sums.add(line.amount, of: line.service ?? "", in: group) }
    var earlier: [DiscountedAmount.Earlier] = []
    var base = WideDecimal.zero
    for (place, each) in discounts.enumerated() {
      let taken = try sums.take(each, in: currency).first
      if place == index {
        base = taken?.base ?? .zero
      } else if let taken, !taken.amount.isZero {
        earlier.append(DiscountedAmount.Earlier(discount: each, taken: taken.amount))
      }
    }
    let taken = WideDecimal(statedBase, times: percent.hundredth)
    return DiscountedAmount(
      percent: percent, statedBase: statedBase, discount: discount, lines: lines,
      linesSum: try lines.amountSum(), earlier: earlier,
      base: try Agreement(sum: try base.rounded(to: statedBase.scale), stated: statedBase),
      amount: try Agreement(
        sum: taken.rounded(to: currency.minorDigits).negated, stated: owed.amount))
  }

  /// The discounts of the version that the line names up to its own, and the place of that; none
  /// where the contract has it no more.
  private func discountsUpTo() -> (discounts: [Discount], index: Int?) {
    guard let version = line.priceVersion, let number = version.textBehind("#discount-"),
      let place = Int(number),
      let from = version.textBehind("@")?.prefix(10), let date = LocalDate(String(from)),
      let value = contract?.discounts.versions.first(where: { $0.from == date })?.value,
      value.indices.contains(place - 1)
    else { return ([], nil) }
    return (Array(value.prefix(place)), place - 1)
  }

  private func minimum() throws -> MinimumAmount? {
    guard let derivation = line.derivation, let days = derivation.days,
      let minimum = try derivation.minimum.map({ try DecimalNumber($0, limits: .price) }),
      let daysOfMonth = derivation.daysOfMonth
    else { return nil }
    let due = try WideDecimal(minimum, times: DecimalNumber(days))
      .divided(by: daysOfMonth, roundedTo: currency.minorDigits)
    let lines = ledger.upTo.filter { $0.kind < .minimum }
    let others = try Dictionary(grouping: lines, by: \.kind).sorted { $0.key < $1.key }
      .map { kind, lines in
        MinimumAmount.Sum(kind: kind, lines: lines.count, amount: try lines.amountSum())
      }
    let sum = try lines.amountSum()
    return MinimumAmount(
      minimum: minimum, days: days, daysOfMonth: daysOfMonth, due: due, others: others,
      othersSum: sum, amount: try Agreement(sum: due - sum, stated: owed.amount))
  }

  private static func total(_ text: String) throws(DecimalError) -> DecimalNumber {
    try DecimalNumber(text, limits: .total)
  }
}

/// What an allotment is divided among, in the order in which equal remainders are served.
private struct ShareKey: Hashable, Comparable {
  let tenant: String?
  let sku: String?

  static func < (left: ShareKey, right: ShareKey) -> Bool {
    let (one, other) = ([left.tenant, left.sku], [right.tenant, right.sku])
    return one.lexicographicallyPrecedes(other) {
      ($0 ?? "").utf8.lexicographicallyPrecedes(($1 ?? "").utf8)
    }
  }
}

extension [PriceStep] {
  /// What the steps add up to, exactly.
  fileprivate func exactSum() throws(DecimalError) -> WideDecimal {
    var sum = WideDecimal.zero
    for step in self {
      switch step {
      case .included: break
      case .units(_, _, let amount), .tier(_, _, _, let amount), .reached(_, _, _, _, let amount),
        .packages(_, _, _, let amount), .minimum(_, let amount), .maximum(_, let amount):
        sum = try sum + amount
      case .tierFlat(_, let amount), .flat(let amount): sum = try sum + WideDecimal(amount)
      }
    }
    return sum
  }
}

extension String {
  /// What stands behind the last of a mark; nil where there is none.
  func textBehind(_ mark: String) -> String? {
    ranges(of: mark).last.map { String(self[$0.upperBound...]) }
  }
}

extension Contract {
  /// How many local days of a month it covers that lie from one day to before another.
  fileprivate func coveredDays(of month: Period, from: LocalDate, to: LocalDate) -> Int {
    let first = max(self.from, month.firstDay, from)
    let end = min(self.to ?? month.firstDayAfter, month.firstDayAfter, to)
    return max(end.daysSinceEpoch - first.daysSinceEpoch, 0)
  }
}
