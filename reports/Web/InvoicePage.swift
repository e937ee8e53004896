import Catalogue
public import Invoicing

/// An invoice or credit note as an HTML page, in the customer's language.
public struct InvoicePage {
  private let document: InvoiceDocument
  private let wording: InvoiceWording
  private let words: WebWords

  public init(_ document: InvoiceDocument) {
    self.document = document
    wording = InvoiceWording(document)
    words = WebWords(language: wording.style.language)
  }

  /// The whole page.
  public func html() throws -> String {
    let parties = document.parties
    let labels = wording.labels
    return try WebPage(
      language: wording.style.language, title: "\(title) · \(parties.seller.name)",
      blocks: [
        WebHeading(
          brand: parties.seller.name, text: title,
          sum: (
            labels.gross, wording.amount(document.totals.gross),
            wording.isCreditNote
              ? nil : document.dueOn.map { "\(labels.due) \(wording.style.date($0))" }
          )),
        WebFacts(layout: .across, facts: wording.facts),
        WebParties(parties: [
          (labels.seller, wording.party(parties.seller)),
          (labels.customer, wording.party(parties.customer)),
        ]),
        lines, totals, WebNotes(paragraphs: wording.mentions),
        WebNotes(paragraphs: wording.digest, isCode: true),
      ]
    ).html()
  }

  /// As the terminal has it, but in capitals only where a sentence would.
  private var title: String {
    let kind = wording.labels.title(document.kind)
    return kind.sentenceCased + wording.title.dropFirst(kind.count)
  }

  private var lines: WebTable {
    let (labels, style) = (wording.labels, wording.style)
    let number = WebTable.Alignment.decimal(mark: style.decimalMark)
    var rows: [WebTable.Row] = []
    for (index, line) in document.lines.enumerated() {
      let next = document.lines.dropFirst(index + 1).first
      let pricing = line.pricing == next?.pricing ? [] : wording.pricing(of: line)
      rows.append(
        WebTable.Row([
          .init(String(line.line)),
          .init(line.label, details: wording.details(of: line) + pricing),
          .init(style.text(line.quantity)), .init(line.unit),
          .init(line.unitPrice.map(style.text) ?? ""),
          .init(labels.percent(style.text(line.vatRate))), .init(wording.amount(line.amount)),
        ]))
    }
    return WebTable(
      caption: words.lines, isCaptionHidden: true,
      columns: [
        .init("#", .right), .init(labels.designation, isHeader: true),
        .init(labels.quantity, number), .init(labels.unit), .init(labels.unitPrice, number),
        .init(labels.rate, number), .init(labels.amount, number),
      ], groups: [.init(rows: rows)])
  }

  private var totals: WebTable {
    let (labels, totals) = (wording.labels, document.totals)
    let rows =
      [WebTable.Row([labels.net, wording.amount(totals.net)])]
      + totals.vat.map { vat in
        WebTable.Row([
          labels.vat(rate: wording.style.text(vat.rate), base: wording.amount(vat.base)),
          wording.amount(vat.amount),
        ])
      } + [WebTable.Row([labels.gross, wording.amount(totals.gross)], className: "total")]
    return WebTable(
      caption: words.totals, isCaptionHidden: true,
      columns: [
        .init("", .right, isHeader: true),
        .init(labels.amount, .decimal(mark: wording.style.decimalMark)),
      ], groups: [.init(rows: rows)], className: "totals", hasHead: false)
  }
}
