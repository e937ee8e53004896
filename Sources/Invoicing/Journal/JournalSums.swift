import Decimals

/// A document's lines, added up by account and VAT.
struct JournalSums {
  private struct Group {
    /// As its first line has it.
    let rate: String
    /// By account.
    var nets: [String: DecimalNumber] = [:]
  }

  let document: InvoiceArchive.Entry
  private var groups: [VATGroup: Group] = [:]

  init(_ document: InvoiceArchive.Entry) { self.document = document }

  /// Adds an amount without VAT, as owed.
  mutating func add(
    _ net: DecimalNumber, on account: String, vatCategory: String, vatRate: String
  ) throws(DecimalError) {
    let group = VATGroup(
      category: vatCategory, rate: try DecimalNumber(vatRate, limits: .price))
    var sums = groups[group] ?? Group(rate: vatRate)
    sums.nets[account] = try (sums.nets[account] ?? .zero) + net
    groups[group] = sums
  }

  /// The rows, whose sums are the document's to the minor digit.
  func entries() throws -> [JournalEntry] {
    guard let currency = Currency(code: document.currency) else {
      throw JournalError.unknownCurrency(document.currency, document: document.number)
    }
    var entries: [JournalEntry] = []
    var (net, gross) = (DecimalNumber.zero, DecimalNumber.zero)
    for (group, sums) in groups.sorted(by: { $0.key < $1.key }) {
      let nets = try sums.nets.sorted { $0.key < $1.key }
        .map { ($0.key, try $0.value.rounded(to: currency.minorDigits)) }
      let vat = try DividedVAT(
        on: nets.map(\.1), rate: group.rate, minorDigits: currency.minorDigits)
      for ((account, amount), share) in zip(nets, vat.shares) {
        let entry = JournalEntry(
          document: document, account: account, vatCategory: group.category, vatRate: sums.rate,
          net: amount, vat: share, gross: try amount + share)
        (net, gross) = (try net + entry.net, try gross + entry.gross)
        entries.append(entry)
      }
    }
    guard net == document.net, gross == document.gross else {
      throw JournalError.documentDiffers(
        document.number, lines: "\(net) net and \(gross) with VAT",
        totals: "\(document.net) and \(document.gross)")
    }
    // A stable sort keeps the order of the VAT groups.
    return entries.enumerated().sorted { one, other in
      (one.element.account, one.offset) < (other.element.account, other.offset)
    }.map(\.element)
  }
}
