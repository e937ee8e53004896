import Calendars
import Decimals

/// The ledger has a document's lines one by one, as owed, and they add up to its net.
struct LineCheck {
  private(set) var check = AuditCheck("lines")

  /// Examines a document's lines beside what its text says.
  mutating func examine(_ invoice: StoredInvoice, _ document: InvoiceDocument) {
    check.examined += invoice.lines.count
    for (stored, line) in zip(invoice.lines, document.lines) {
      check.keep(invoice.difference(of: stored, from: line, on: document))
    }
    check.keep(
      invoice.difference(
        "lines", expected: String(document.lines.count), found: String(invoice.lines.count)))
    check.keep(
      invoice.difference("net", expected: invoice.sumOfLines, found: invoice.net))
  }

  /// Keeps a line that belongs to no document.
  mutating func keep(_ stray: BrokenRow?) { check.keep(stray) }
}

extension StoredInvoice {
  /// nil where a line's amount is no number.
  fileprivate var sumOfLines: DecimalNumber? {
    try? lines.reduce(.zero) { sum, line in
      guard let amount = line.amount.number else { throw DecimalError.malformed }
      return try sum + amount
    }
  }

  /// The first column in which a line says something else than the document.
  fileprivate func difference(
    of stored: StoredLine, from line: InvoiceDocument.Line, on document: InvoiceDocument
  ) -> BrokenRow? {
    var texts: [(String, String?, String?)] = [
      ("line", String(line.line), String(stored.line)), ("period", line.period, stored.period),
      ("kind", (line.adjusts ?? line.kind).rawValue, stored.kind),
      ("product", line.product, stored.product), ("tenant", line.tenant, stored.tenant),
      ("sku", line.sku, stored.sku), ("price_version", line.priceVersion, stored.priceVersion),
      ("vat_category", line.vatCategory, stored.vatCategory),
      ("vat_rate", line.vatRate, stored.vatRate),
      ("currency", document.currency, stored.currency),
      ("unit_price", line.unitPrice, stored.unitPrice),
    ]
    // Lines of before these were kept have none of them.
    if stored.label != nil || stored.unit != nil || stored.service != nil || stored.from != nil {
      texts += [
        ("label", line.label, stored.label), ("unit", line.unit, stored.unit),
        ("service", line.service, stored.service),
        ("from_at", line.from, stored.from?.description),
        ("to_at", line.to, stored.to?.description),
      ]
    }
    for (column, expected, found) in texts {
      if let row = difference(column, expected: expected, found: found, line: line.line) {
        return row
      }
    }
    return difference(
      "quantity", expected: document.owedNumber(line.quantity), found: stored.quantity ?? "0",
      line: line.line)
      ?? difference(
        "amount", expected: document.owedNumber(line.amount), found: stored.amount,
        line: line.line)
  }
}
