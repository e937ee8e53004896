public import Invoicing

/// An invoice or credit note as a person reads it in a terminal.
public struct InvoiceText {
  private let document: InvoiceDocument
  private let wording: InvoiceWording

  /// In the customer's language.
  public init(_ document: InvoiceDocument) {
    self.document = document
    wording = InvoiceWording(document)
  }

  private var labels: InvoiceLabels { wording.labels }
  private var style: NumberStyle { wording.style }

  /// The whole text, with a newline at its end.
  public func text() -> String {
    let foot = wording.mentions + wording.digest
    let blocks = [head(), parties(), lines(), totals(), foot]
    // Tables have escaped their cells; the other lines are made of stored texts too.
    return blocks.map { $0.map { $0.escapedForTerminal() }.joined(separator: "\n") }
      .joined(separator: "\n\n") + "\n"
  }

  private func head() -> [String] {
    var facts = TextTable([.init(""), .init("")])
    for fact in wording.facts { facts.add([fact.name, fact.value]) }
    let title = wording.title
    return [title, String(repeating: "═", count: title.displayWidth)]
      + facts.lines(withHead: false)
  }

  private func parties() -> [String] {
    let seller = [labels.seller.uppercased()] + wording.party(document.parties.seller)
    let customer = [labels.customer.uppercased()] + wording.party(document.parties.customer)
    var table = TextTable([.init(""), .init("")])
    for index in 0..<max(seller.count, customer.count) {
      table.add([
        index < seller.count ? seller[index] : "", index < customer.count ? customer[index] : "",
      ])
    }
    return table.lines(withHead: false)
  }

  private func lines() -> [String] {
    let number = TextTable.Alignment.decimal(mark: style.decimalMark)
    var table = TextTable([
      .init("#", .right), .init(labels.designation), .init(labels.quantity, number),
      .init(labels.unit), .init(labels.unitPrice, number), .init(labels.rate, number),
      .init(labels.amount, number),
    ])
    for (index, line) in document.lines.enumerated() {
      table.add([
        String(line.line), line.label, style.text(line.quantity), line.unit,
        line.unitPrice.map(style.text) ?? "", labels.percent(style.text(line.vatRate)),
        style.amount(line.amount, currency: document.currency),
      ])
      let next = document.lines.dropFirst(index + 1).first
      let pricing = line.pricing == next?.pricing ? [] : wording.pricing(of: line)
      for detail in wording.details(of: line) + pricing { table.add(["", "  " + detail]) }
    }
    return table.lines()
  }

  private func totals() -> [String] {
    var table = TextTable([.init("", .right), .init("", .right)])
    let amount = { style.amount($0, currency: document.currency) }
    table.add([labels.net, amount(document.totals.net)])
    for vat in document.totals.vat {
      table.add([
        labels.vat(rate: style.text(vat.rate), base: amount(vat.base)), amount(vat.amount),
      ])
    }
    table.add([labels.gross, amount(document.totals.gross)])
    let width = lines().map(\.displayWidth).max() ?? 0
    let rows = table.lines(withHead: false)
    let indent = max(width - (rows.map(\.displayWidth).max() ?? 0), 0)
    return table.lines(indent: indent, withHead: false)
  }
}
