import Calendars

/// Heads that were kept outside are in the chain still, with what they vouch for.
struct HeadCheck {
  private(set) var check = AuditCheck("head")
  private var kept: [String: InvoiceArchive.Head]
  private var place: (series: String, documents: Int)?

  init(_ heads: [InvoiceArchive.Head]) {
    kept = Dictionary(heads.map { ($0.number, $0) }, uniquingKeysWith: { first, _ in first })
    // Two heads of one number cannot both be right.
    for head in heads {
      guard let other = kept[head.number], other != head else { continue }
      check.keep(
        BrokenRow(
          document: head.number, column: "digest", expected: head.digest, found: other.digest))
    }
  }

  /// Examines the next document of a series, all of one series after another.
  mutating func examine(_ invoice: StoredInvoice) {
    let before = place?.series == invoice.series ? place?.documents : nil
    let documents = (before ?? 0) + 1
    place = (invoice.series, documents)
    guard let head = kept.removeValue(forKey: invoice.number) else { return }
    check.examined += 1
    check.keep(invoice.difference("series", expected: head.series, found: invoice.series))
    check.keep(invoice.difference("digest", expected: head.digest, found: invoice.digest))
    check.keep(
      invoice.difference(
        "issued_on", expected: head.issuedOn.description, found: invoice.issuedOn.description))
    check.keep(
      invoice.difference(
        "documents", expected: String(head.documents), found: String(documents)))
  }

  /// After the last document: heads that are not there.
  mutating func finish() {
    for head in kept.values.sorted(by: { $0.number < $1.number }) {
      check.examined += 1
      check.keep(
        BrokenRow(
          document: head.number, column: "digest", expected: head.digest, found: "no such document")
      )
    }
    kept = [:]
  }
}
