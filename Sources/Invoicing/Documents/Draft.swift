import Calendars
import Catalogue
import Decimals

/// The lines of a contract's document for a period: owed minus billed, for the period and for every
/// earlier one.
struct Draft: Sendable {
  let contract: Contract
  let period: Period
  let currency: Currency
  private(set) var lines: [DraftLine] = []

  /// The months whose lines a document for a period has: its own, and every earlier one of the
  /// contract. A corrected contract may begin after months that were billed.
  static func months(_ contract: Contract, upTo period: Period, _ ledger: Ledger) -> [Period] {
    let begin = Period(containing: contract.from)
    var month = ledger.billed.keys.reduce(min(begin, period)) { min($0, $1.period) }
    var months: [Period] = []
    while month <= period {
      months.append(month)
      month = month.next
    }
    return months
  }

  /// `owed` is what the contract owes for each of the months above, `span` tells what of one
  /// contract and tenant cover.
  init(
    _ contract: Contract, _ period: Period, currency: Currency, products: [String: Product],
    ledger: Ledger, owed: [(month: Period, lines: [OwedLine])],
    span: (Period, _ tenant: String?) -> TimeSpan?
  ) throws {
    self.contract = contract
    self.period = period
    self.currency = currency
    let billed = Dictionary(grouping: ledger.billed.keys, by: \.period)
    // Its own month's lines come first.
    for (month, lines) in owed.suffix(1) + owed.dropLast() {
      self.lines += try difference(
        in: month, lines, ledger, billed[month] ?? [], products, span: { span(month, $0) })
    }
  }

  /// The lines by which what is owed for a month differs from what was billed for it, by key.
  private func difference(
    in month: Period, _ owed: [OwedLine], _ ledger: Ledger, _ billedKeys: [BillingKey],
    _ products: [String: Product], span: (_ tenant: String?) -> TimeSpan?
  ) throws -> [DraftLine] {
    let owedKeys = billedKeys.isEmpty ? [] : Set(owed.map(\.key))
    let notOwed = billedKeys.filter { !owedKeys.contains($0) }.sorted()
    let kinds = owed.map(\.key.kind) + notOwed.map(\.kind)
    var lines: [DraftLine] = []
    lines.reserveCapacity(kinds.count)
    for kind in LineKind.allCases {
      for place in kinds.indices where kinds[place] == kind {
        let line = place < owed.count ? owed[place] : nil
        let key = line?.key ?? notOwed[place - owed.count]
        if let line = try difference(month, key, line, ledger, products, span: span) {
          lines.append(line)
        }
      }
    }
    return lines
  }

  /// The line of a key; nil where nothing differs.
  private func difference(
    _ month: Period, _ key: BillingKey, _ line: OwedLine?, _ ledger: Ledger,
    _ products: [String: Product], span: (_ tenant: String?) -> TimeSpan?
  ) throws -> DraftLine? {
    let billed = ledger.billed.isEmpty ? nil : ledger.billed[key]
    let quantity = try (line?.quantity ?? .zero) - (billed?.quantity ?? .zero)
    let amount = try (line?.amount ?? .zero) - (billed?.amount ?? .zero)
    guard !quantity.isZero || !amount.isZero else { return nil }
    // Lines of before wordings were kept are all of products, which are never left out.
    let product = key.product.flatMap { products[$0] }
    guard let wording = line?.wording ?? billed?.wording ?? product.map({ LineWording($0) }) else {
      return nil
    }
    return DraftLine(
      key: key, kind: month == period ? key.kind : .adjustment, quantity: quantity,
      unitPrice: try explaining(
        line?.unitPrice ?? billed?.unitPrice, quantity: quantity, amount: amount),
      amount: try amount.rounded(to: currency.minorDigits),
      span: line?.span ?? billed?.span ?? span(key.tenant)
        ?? contract.zone.span(of: month),
      wording: wording, unitCode: product?.unitCode, pricing: line?.pricing,
      derivation: month == period ? line?.derivation : try derivation(line, billed),
      vatReason: line.map(\.treatment.reason) ?? contract.vatReason(category: key.vatCategory),
      corrects: month == period ? nil : ledger.document(correctedBy: key))
  }

  /// What is owed now of a key of an earlier month, and what was billed before.
  private func derivation(
    _ line: OwedLine?, _ billed: Ledger.Billed?
  ) throws -> InvoiceDocument.Derivation {
    var derivation = line?.derivation ?? InvoiceDocument.Derivation()
    derivation.owed = InvoiceDocument.Share(
      quantity: (line?.quantity ?? .zero).plain, unitPrice: line?.unitPrice?.description,
      amount: try (line?.amount ?? .zero).rounded(to: currency.minorDigits).description)
    derivation.billed = InvoiceDocument.Share(
      quantity: (billed?.quantity ?? .zero).plain, unitPrice: nil,
      amount: try (billed?.amount ?? .zero).rounded(to: currency.minorDigits).description)
    return derivation
  }

  /// The price, unless quantity × price, rounded, is another amount than the line's.
  private func explaining(
    _ unitPrice: DecimalNumber?, quantity: DecimalNumber, amount: DecimalNumber
  ) throws -> DecimalNumber? {
    guard let unitPrice else { return nil }
    let product = WideDecimal(quantity, times: unitPrice)
    return try product.rounded(to: currency.minorDigits) == amount ? unitPrice : nil
  }
}

extension Contract {
  /// Why no VAT is due in a category, for what was billed before the VAT was corrected.
  fileprivate func vatReason(category: String) -> String? {
    let treatments = vat.versions.map(\.value).flatMap { rule in
      [rule.treatment] + rule.exceptions.map(\.treatment)
    }
    return treatments.first { $0.category.rawValue == category && $0.reason != nil }?.reason
  }
}
