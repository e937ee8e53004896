/// A missed commitment is credited once: of a contract, a commitment and a month there is one
/// `service_credit` line for each VAT category and rate on the document of that month, and at most
/// one adjustment of it on any later document (contract, sections 4 and 5).
struct CreditCheck {
  private(set) var check = AuditCheck("credits")
  /// Few: nearly no line is a credit.
  private var seen: [Credit: String] = [:]

  private struct Credit: Hashable {
    let contract: String
    /// Of an adjustment, the document that it stands on.
    let document: String?
    let serviceLevel: String?
    let period: String
    let currency: String
    let vatCategory: String
    let vatRate: String
  }

  /// Examines a document's lines as the ledger has them.
  mutating func examine(_ invoice: StoredInvoice) {
    for line in invoice.lines where line.kind == LineKind.serviceCredit.rawValue {
      check.examined += 1
      let credit = Credit(
        contract: invoice.contract,
        document: line.period == invoice.period ? nil : invoice.number,
        serviceLevel: line.priceVersion, period: line.period, currency: line.currency,
        vatCategory: line.vatCategory, vatRate: line.vatRate)
      let place = "\(invoice.number), line \(line.line)"
      if let first = seen[credit] {
        check.keep(
          BrokenRow(
            document: invoice.number, line: line.line, contract: invoice.contract,
            column: "service_credit",
            expected: "one credit of \(line.priceVersion ?? "null") for \(line.period) in VAT"
              + " \(line.vatCategory) \(line.vatRate), on \(first)",
            found: "another"))
      } else {
        seen[credit] = place
      }
    }
  }
}
