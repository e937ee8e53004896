import Calendars

/// The digests of a series: each is that of the previous one and of the document's text, which says
/// what the columns say.
struct ChainCheck {
  private(set) var check = AuditCheck("chain")
  private var last: (series: String, digest: String)?

  /// Goes on after a document that was examined before.
  mutating func begin(after invoice: StoredInvoice) { last = (invoice.series, invoice.digest) }

  /// Examines the next document of a series, all of one series after another. `document` is what
  /// its text says; nil where it cannot be read. Columns are compared where `isWanted`.
  mutating func examine(
    _ invoice: StoredInvoice, _ document: InvoiceDocument?, isWanted: Bool
  ) {
    check.examined += 1
    let previous = last?.series == invoice.series ? last?.digest : nil
    check.keep(
      invoice.difference(
        "previous_digest", expected: previous ?? InvoiceDocument.genesisDigest,
        found: invoice.previousDigest))
    check.keep(
      invoice.difference(
        "digest",
        expected: InvoiceDocument.digest(
          after: invoice.previousDigest, canonicalJSON: invoice.text), found: invoice.digest))
    if isWanted { check.keep(invoice.differenceOfColumns(from: document)) }
    last = (invoice.series, invoice.digest)
  }
}

extension StoredInvoice {
  /// The first column that says something else than the document.
  fileprivate func differenceOfColumns(from document: InvoiceDocument?) -> BrokenRow? {
    guard let document else {
      return BrokenRow(
        document: number, column: "document", expected: "the JSON of a document",
        found: String(text.prefix(60)))
    }
    let texts = [
      ("number", document.number, number), ("kind", document.kind.rawValue, kind),
      ("organisation", document.organisation, organisation),
      ("contract", document.contract, contract), ("period", document.period, period),
      ("currency", document.currency, currency),
      ("issued_on", document.issuedOn, issuedOn.description),
      ("previous_digest", document.previousDigest, previousDigest),
    ]
    for (column, expected, found) in texts {
      if let row = difference(column, expected: expected, found: found) { return row }
    }
    return difference("net", expected: document.owedNumber(document.totals.net), found: net)
      ?? difference("gross", expected: document.owedNumber(document.totals.gross), found: gross)
  }
}
