import Calendars
import Catalogue

/// Numbers have no gap and no duplicate within a series and year, say what they count, and rise
/// with the dates.
struct NumberCheck {
  private(set) var check = AuditCheck("numbers")
  private let numberings: [String: [Numbering]]
  private var last: StoredInvoice?

  /// `numberings` are all that a seller ever had, by its name.
  init(numberings: [String: [Numbering]]) { self.numberings = numberings }

  /// Goes on after a document that was examined before.
  mutating func begin(after invoice: StoredInvoice) { last = invoice }

  /// Examines the next document of a series, all of one series after another. `document` is what
  /// its text says, as far as it is known.
  mutating func examine(_ invoice: StoredInvoice, _ document: InvoiceDocument?) {
    check.examined += 1
    let previous = last?.series == invoice.series ? last : nil
    let sequence = previous.map { $0.year == invoice.year ? $0.sequence + 1 : 1 } ?? 1
    check.keep(
      invoice.difference(
        "year", expected: String(invoice.issuedOn.year), found: String(invoice.year)))
    check.keep(
      invoice.difference(
        "sequence", expected: String(sequence), found: String(invoice.sequence)))
    let number = number(of: invoice, document)
    check.keep(invoice.difference("number", expected: number, found: invoice.number))
    if let previous, invoice.issuedOn < previous.issuedOn {
      check.keep(
        BrokenRow(
          document: invoice.number, column: "issued_on",
          expected: "\(previous.issuedOn), that of \(previous.number), or later",
          found: "\(invoice.issuedOn)"))
    }
    last = invoice
  }

  /// The number by one of its seller's patterns: by that which makes it, else by the latest. What
  /// it has itself where no pattern is known.
  private func number(of invoice: StoredInvoice, _ document: InvoiceDocument?) -> String {
    let numbers = (document.flatMap { numberings[$0.seller] } ?? []).map {
      $0.number(series: invoice.series, year: invoice.year, sequence: invoice.sequence)
    }
    return numbers.contains(invoice.number) ? invoice.number : numbers.last ?? invoice.number
  }
}
