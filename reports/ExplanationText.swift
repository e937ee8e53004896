import Calendars
public import Catalogue
import Decimals
public import Invoicing

/// Where a line comes from, as a person reads it in a terminal: a section for each level, with its
/// sum, and whether that is what the level above states.
public struct ExplanationText {
  let explanation: Explanation
  let words: PriceWords
  let labels: InvoiceLabels
  private let width: Int

  var line: InvoiceDocument.Line { explanation.line }
  var style: NumberStyle { words.style }

  /// In the customer's language where none is given; sentences are broken at `width` cells.
  public init(_ explanation: Explanation, in language: Language? = nil, width: Int) {
    self.explanation = explanation
    self.width = width
    let own = Language(rawValue: explanation.document.parties.language) ?? .french
    words = PriceWords(language ?? own, currency: explanation.currency)
    labels = InvoiceLabels(language: language ?? own)
  }

  /// A section of the text: sentences, which are wrapped, and tables, which are not.
  struct Section {
    enum Block {
      case sentence(String)
      case rows([String])
    }

    let title: String
    var blocks: [Block] = []

    mutating func say(_ sentence: String) { blocks.append(.sentence(sentence)) }
    /// A line between two tables.
    mutating func skip() { blocks.append(.rows([""])) }

    /// The last of a table's rows, so many of them, are sums of those above, below a rule.
    mutating func show(_ table: TextTable, withHead: Bool = true, sums: Int = 0) {
      var rows = table.lines(withHead: withHead)
      if sums > 0, rows.count > sums {
        let width = rows.map(\.displayWidth).max() ?? 0
        rows.insert(String(repeating: "─", count: width), at: rows.count - sums)
      }
      blocks.append(.rows(rows))
    }
  }

  /// The whole text, with a newline at its end.
  public func text() -> String {
    let sections = [
      adjustmentSection(), amountSection(), priceSection(), quantitySection(), eventSection(),
      availabilitySection(), outageSection(), claimSection(), laterSection(),
    ].compactMap(\.self)
    let blocks = [head()] + sections.enumerated().map { lines(of: $1, number: $0 + 1) }
    return blocks.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
  }

  func pick(_ french: String, _ english: String) -> String { words.pick(french, english) }

  private func lines(of section: Section, number: Int) -> [String] {
    let indent = "   "
    let body = section.blocks.flatMap { block in
      switch block {
      case .sentence(let text):
        // What follows the mark of a sentence stands below its first word.
        let isMarked = ["✓", "✗", "+", "~", "→"].contains(text.first)
        let lines = text.escapedForTerminal().wrapped(to: width - indent.count - 2)
        return lines.enumerated().map { $0 > 0 && isMarked ? "  \($1)" : $1 }
      case .rows(let rows): return rows
      }
    }
    return ["\(number). \(section.title)"] + body.map { $0.isEmpty ? "" : indent + $0 }
  }

  private func head() -> [String] {
    let document = explanation.document
    let number = document.number ?? ""
    let amount = style.amount(line.amount, currency: document.currency)
    let title = pick(
      "\(number), ligne \(line.line) : pourquoi \(amount) ?",
      "\(number), line \(line.line): why \(amount)?")
    var facts = TextTable([.init(""), .init("")])
    let kind = labels.title(document.kind).lowercased()
    facts.add([
      pick("Document", "Document"),
      pick(
        "\(kind) du \(style.date(document.issuedOn ?? "")), \(style.period(document.period))",
        "\(kind) of \(style.date(document.issuedOn ?? "")), \(style.period(document.period))"),
    ])
    facts.add([
      words.customer,
      "\(document.parties.customer.name), \(labels.contract.lowercased()) \(document.contract)",
    ])
    facts.add([
      pick("État au", "As of"), words.day(explanation.zone.date(of: explanation.madeAt)),
    ])
    for (index, text) in subject().enumerated() {
      facts.add([index == 0 ? pick("Ligne", "Line") : "", text])
    }
    var lines = [title, String(repeating: "═", count: title.displayWidth)]
    lines += facts.lines(withHead: false)
    if document.kind == .creditNote {
      lines +=
        [""]
        + pick(
          "Un avoir imprime les signes inversés. Ci-dessous, quantités et montants sont ce qui est"
            + " dû : une réduction est négative.",
          "A credit note prints inverted signs. Below, quantities and amounts are as owed: what"
            + " is less is negative."
        ).wrapped(to: width)
    }
    return lines
  }

  /// What the line is for.
  private func subject() -> [String] {
    let adjustment =
      line.kind == .adjustment
      ? labels.adjustment(of: style.period(line.period), document: line.corrects?.number) : nil
    var lines = [line.label] + [adjustment].compactMap(\.self)
    let subject = [line.tenant, line.sku].compactMap(\.self).joined(separator: " · ")
    if !subject.isEmpty { lines.append(subject) }
    if let part = explanation.quantity?.part {
      lines.append(
        pick("partie du mois : ", "part of the month: ")
          + labels.days(
            from: words.day(part.first), to: words.day(part.last)))
    }
    return lines
  }

  /// A sentence that a sum is what is stated above it, or what it differs by.
  func verdict(
    _ agreement: Agreement, _ yes: String, _ no: String, in text: (DecimalNumber) -> String
  ) -> String {
    guard !agreement.holds else { return "✓ \(yes)" }
    let difference = signed(agreement.difference, text)
    return "✗ \(no)\(labels.colon)"
      + pick(
        "\(text(agreement.sum)) au lieu de \(text(agreement.stated)), soit \(difference)",
        "\(text(agreement.sum)) instead of \(text(agreement.stated)), which is \(difference)")
      + "."
  }

  /// With a plus sign where it is more.
  func signed(_ number: DecimalNumber, _ text: (DecimalNumber) -> String) -> String {
    (number > .zero ? "+" : "") + text(number)
  }

  func decimal(_ title: String) -> TextTable.Column {
    .init(title, .decimal(mark: style.decimalMark))
  }

  /// `FR-2026-000001, line 3`.
  func place(_ line: BilledLine) -> String {
    pick("\(line.number), ligne \(line.line)", "\(line.number), line \(line.line)")
  }

  /// As many rows of billed lines as a text shows.
  static let billedLinesMax = 30
}
