import Calendars
import Catalogue
import Decimals

/// Writes a draft down as a document, still without number, dates and digests.
struct DocumentWriter: Sendable {
  let draft: Draft
  let seller: Seller
  let organisation: Organisation
  let totals: Totals

  init(_ draft: Draft, seller: Seller, organisation: Organisation) throws(DecimalError) {
    self.draft = draft
    self.seller = seller
    self.organisation = organisation
    totals = try Totals(draft.lines, currency: draft.currency)
  }

  /// A gross total below zero makes a credit note, on which every sign is inverted.
  var isCreditNote: Bool { totals.gross.isNegative }

  /// The series that numbers the document.
  var series: String {
    let numbering = seller.numbering
    return isCreditNote ? numbering.creditNoteSeries ?? numbering.series : numbering.series
  }

  func document() -> InvoiceDocument {
    let contract = draft.contract
    let span = contract.zone.span(of: draft.period)
    // Nearly all lines are for the whole month.
    let month = (span: span, from: span.from.description, to: span.to.description)
    return InvoiceDocument(
      number: nil,
      kind: isCreditNote ? .creditNote : .invoice,
      organisation: organisation.name,
      contract: contract.name,
      seller: seller.name,
      currency: draft.currency.code,
      period: draft.period.description,
      from: month.from,
      to: month.to,
      timezone: contract.zone.name,
      issuedOn: nil,
      dueOn: nil,
      policy: "1",
      corrects: corrections(),
      lines: draft.lines.enumerated().map { line(number: $0.offset + 1, $0.element, month) },
      totals: printedTotals(),
      parties: parties(),
      previousDigest: nil,
      digest: nil)
  }

  private func corrections() -> [InvoiceDocument.Correction] {
    guard isCreditNote else { return [] }
    var corrections: [InvoiceDocument.Correction] = []
    for line in draft.lines {
      guard let correction = line.corrects?.printed(withDate: true),
        !corrections.contains(correction)
      else { continue }
      corrections.append(correction)
    }
    return corrections
  }

  private func line(
    number: Int, _ line: DraftLine, _ month: (span: TimeSpan, from: String, to: String)
  ) -> InvoiceDocument.Line {
    let isWhole = line.span == month.span
    return InvoiceDocument.Line(
      line: number,
      kind: line.kind,
      adjusts: line.kind == .adjustment ? line.key.kind : nil,
      product: line.key.product,
      sku: line.key.sku,
      tenant: line.key.tenant,
      label: line.wording.label.text(in: organisation.language),
      service: line.wording.service,
      period: line.key.period.description,
      from: isWhole ? month.from : line.span.from.description,
      to: isWhole ? month.to : line.span.to.description,
      quantity: signed(line.quantity).plain,
      unit: line.wording.unit.text(in: organisation.language),
      unitCode: line.unitCode,
      unitPrice: line.unitPrice?.description,
      priceVersion: line.key.priceVersion,
      pricing: line.pricing,
      derivation: line.derivation,
      amount: signed(line.amount).description,
      vatCategory: line.key.vatCategory,
      vatRate: line.key.vatRate,
      corrects: line.corrects?.printed(withDate: false))
  }

  private func printedTotals() -> InvoiceDocument.Totals {
    InvoiceDocument.Totals(
      net: signed(totals.net).description,
      vat: totals.vat.map { group in
        InvoiceDocument.VAT(
          category: group.category, rate: group.rate.description,
          base: signed(group.base).description, amount: signed(group.amount).description,
          reason: group.reason)
      },
      gross: signed(totals.gross).description)
  }

  private func signed(_ value: DecimalNumber) -> DecimalNumber {
    isCreditNote ? value.negated : value
  }
}

extension Ledger.Reference {
  fileprivate func printed(withDate: Bool) -> InvoiceDocument.Correction {
    InvoiceDocument.Correction(
      number: number, date: withDate && number != nil ? issuedOn.description : nil,
      period: period.description)
  }
}
