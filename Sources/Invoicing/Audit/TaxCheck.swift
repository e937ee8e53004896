import Decimals

/// A document's totals follow from its lines: VAT per category and rate on their sum, rounded once,
/// half up (contract, section 4, "Lines", 5), and gross = net + VAT.
struct TaxCheck {
  private(set) var check = AuditCheck("tax")

  /// Examines a document's totals beside the lines that the ledger has of it.
  mutating func examine(_ invoice: StoredInvoice, _ document: InvoiceDocument) {
    check.examined += document.totals.vat.count
    check.keep(Self.difference(invoice, document))
  }

  private static func difference(
    _ invoice: StoredInvoice, _ document: InvoiceDocument
  ) -> BrokenRow? {
    let bases: [VATGroup: DecimalNumber]
    var gross = DecimalNumber.zero
    var amounts: [VATGroup: DecimalNumber] = [:]
    guard let currency = Currency(code: invoice.currency) else {
      return invoice.difference("currency", expected: "a currency's code", found: invoice.currency)
    }
    do throws(DecimalError) {
      bases = try Self.bases(of: invoice.lines)
      for (group, base) in bases {
        let amount = try base.multiplied(
          by: group.rate.hundredth, roundedTo: currency.minorDigits)
        amounts[group] = amount
        gross = try gross + base + amount
      }
    } catch {
      return BrokenRow(
        document: invoice.number, column: "amount", expected: "lines that can be added up",
        found: "\(error)")
    }
    for vat in document.totals.vat {
      let column = "totals.vat \(vat.category) \(vat.rate)"
      let group = vat.rate.number.map { VATGroup(category: vat.category, rate: $0) }
      guard let group, let amount = amounts.removeValue(forKey: group) else {
        return invoice.difference(column, expected: "no such group", found: vat.base)
      }
      let row =
        invoice.difference(column + " base", expected: bases[group], found: document.owed(vat.base))
        ?? invoice.difference(
          column + " amount", expected: amount, found: document.owed(vat.amount))
      if let row { return row }
    }
    if let missing = amounts.keys.min() {
      return invoice.difference(
        "totals.vat", expected: "a group \(missing.category) \(missing.rate)", found: nil)
    }
    return invoice.difference(
      "totals.gross", expected: gross, found: document.owed(document.totals.gross))
      ?? invoice.difference("gross", expected: gross, found: invoice.gross)
  }

  private static func bases(
    of lines: [StoredLine]
  ) throws(DecimalError) -> [VATGroup: DecimalNumber] {
    var bases: [VATGroup: DecimalNumber] = [:]
    for line in lines {
      let group = VATGroup(
        category: line.vatCategory, rate: try DecimalNumber(line.vatRate, limits: .price))
      bases[group] = try (bases[group] ?? .zero) + DecimalNumber(line.amount, limits: .total)
    }
    return bases
  }
}

extension InvoiceDocument {
  /// What the document prints, as it is owed; as it is where it is no number.
  fileprivate func owed(_ printed: String) -> String {
    owedNumber(printed)?.description ?? printed
  }
}
