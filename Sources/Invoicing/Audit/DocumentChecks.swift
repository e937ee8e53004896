import Calendars
import Catalogue

/// The checks that each document goes through, in one pass.
struct DocumentChecks {
  private let period: String?
  private var chain = ChainCheck()
  private var numbers: NumberCheck
  private var lines = LineCheck()
  private var tax = TaxCheck()
  private var credits = CreditCheck()
  private var head: HeadCheck?

  /// `period` is the month whose columns, lines and totals are examined: digests and numbers make
  /// sense only as a whole.
  init(period: Period?, numberings: [String: [Numbering]], heads: [InvoiceArchive.Head]?) {
    self.period = period?.description
    numbers = NumberCheck(numberings: numberings)
    head = heads.map(HeadCheck.init)
  }

  /// Examines the next document of a series, all of one series after another.
  mutating func examine(_ invoice: StoredInvoice) {
    guard !invoice.wasExamined else {
      chain.begin(after: invoice)
      numbers.begin(after: invoice)
      return
    }
    let isWanted = period.map { $0 == invoice.period } ?? true
    let document =
      isWanted
      ? try? InvoiceDocument(canonicalJSON: invoice.text, digest: invoice.digest) : nil
    chain.examine(invoice, document, isWanted: isWanted)
    numbers.examine(invoice, document)
    head?.examine(invoice)
    credits.examine(invoice)
    guard let document else { return }
    lines.examine(invoice, document)
    tax.examine(invoice, document)
  }

  /// What was found, after the last document; `stray` is a line that belongs to none of them.
  mutating func finish(stray: BrokenRow?) -> [AuditCheck] {
    head?.finish()
    lines.keep(stray)
    return [chain.check, numbers.check, lines.check, tax.check, credits.check]
      + [head?.check].compactMap(\.self)
  }
}
