public import Catalogue
public import Decimals
public import Invoicing

/// A statement of account as a person reads it in a terminal, at most 100 cells wide where names
/// are of usual length.
public struct StatementText {
  private let statement: AccountStatement
  private let words: StatementWords

  private static let width = 100

  /// The fixed words are in a language; labels are as they were issued.
  public init(_ statement: AccountStatement, in language: Language) {
    self.statement = statement
    words = StatementWords(language: language)
  }

  /// The whole text, with a newline at its end.
  public func text() throws(DecimalError) -> String {
    var blocks = [head()]
    for total in statement.totals {
      blocks.append(documents(total.currency))
      blocks.append(try totals(total))
    }
    if statement.entries.isEmpty { blocks.append([words.none]) }
    if !statement.laterCorrections.isEmpty { blocks.append(laterCorrections()) }
    var currencies: [String] = []
    for cost in statement.costs where !currencies.contains(cost.currency) {
      currencies.append(cost.currency)
    }
    for currency in currencies { blocks += try costs(currency) }
    return blocks.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
  }

  private func head() -> [String] {
    var facts = TextTable([.init(""), .init("")])
    let name = statement.customer.map { "\($0.name) (\(statement.organisation))" }
    facts.add([words.customer, name ?? statement.organisation])
    facts.add([words.months, words.months(statement.from, statement.to)])
    return [words.title, String(repeating: "═", count: words.title.displayWidth)]
      + facts.lines(withHead: false)
  }

  private func documents(_ currency: String) -> [String] {
    let entries = statement.entries.filter { $0.currency == currency }
    let number = words.alignment
    var table = TextTable([
      .init(words.date), .init(words.number), .init(words.document), .init(words.month),
      .init(words.net, number), .init(words.vat, number), .init(words.gross, number),
      .init(words.balance, number),
    ])
    for entry in entries {
      table.add([
        words.date(entry.issuedOn), entry.number, words.kind(entry.kind), entry.period,
        words.amount(entry.net), words.amount(entry.vat), words.amount(entry.gross),
        words.amount(entry.balance),
      ])
    }
    let rows = table.lines()
    var lines = [words.documents(currency)] + rows.prefix(2)
    // Corrections stand below their document, with amounts one below the other all over.
    let indent = String(repeating: " ", count: 12)
    var details = corrections(entries.flatMap(\.corrections)) {
      words.corrects(month: $0.period, document: $0.corrects)
    }[...]
    for (entry, row) in zip(entries, rows.dropFirst(2)) {
      lines.append(row)
      lines += details.prefix(entry.corrections.count).map { indent + $0 }
      details = details.dropFirst(entry.corrections.count)
    }
    return lines
  }

  /// A line for each correction, with its amount; long labels are cut.
  private func corrections(
    _ corrections: [AccountStatement.Correction],
    subject: (AccountStatement.Correction) -> String
  ) -> [String] {
    var table = TextTable([.init(""), .init("", words.alignment)])
    for correction in corrections {
      let text = subject(correction) + words.colon + correction.label
      table.add([text.cut(to: Self.width - 28), words.amount(correction.amount)])
    }
    return table.lines(withHead: false)
  }

  private func totals(_ total: AccountStatement.Total) throws(DecimalError) -> [String] {
    let number = words.alignment
    var table = TextTable([
      .init(words.totals(total.currency)), .init(words.net, number), .init(words.vat, number),
      .init(words.gross, number),
    ])
    for tax in total.taxes {
      table.add([
        words.tax(tax.category, rate: tax.rate.description), words.amount(tax.base),
        words.amount(tax.amount), words.amount(try tax.base + tax.amount),
      ])
    }
    table.add([
      words.count(total.documents), words.amount(total.net), words.amount(total.vat),
      words.amount(total.gross),
    ])
    return table.lines().withRuleAboveLast()
  }

  private func laterCorrections() -> [String] {
    [words.later]
      + corrections(statement.laterCorrections) {
        "\($0.document) \($0.currency), "
          + words.corrects(month: $0.period, document: $0.corrects).lowercased(ofFirst: true)
      }
  }

  /// Tables of what each month cost, each with as many months as the width bears.
  private func costs(_ currency: String) throws(DecimalError) -> [[String]] {
    let costs = statement.costs.filter { $0.currency == currency }
    let months = Set(costs.flatMap(\.net.keys)).sorted()
    var columns: [(head: String, cells: [String])] = []
    for month in months.map(Optional.some) + [nil] {
      let amounts = costs.map { cost in month.map { cost.net[$0] } ?? cost.total }
      var sum = DecimalNumber.zero
      for amount in amounts { sum = try sum + (amount ?? .zero) }
      columns.append(
        (month ?? words.total, amounts.map { $0.map(words.amount) ?? "" } + [words.amount(sum)]))
    }
    let names = costs.map { $0.label.cut(to: 40) } + [words.total]
    let nameWidth = (names + [words.costs(currency)]).map(\.displayWidth).max() ?? 0
    let columnWidth = columns.flatMap { [$0.head] + $0.cells }.map(\.displayWidth).max() ?? 0
    let count = max((Self.width - nameWidth) / (columnWidth + 2), 1)
    return stride(from: 0, to: columns.count, by: count).map { start in
      table(of: names, words.costs(currency), Array(columns.dropFirst(start).prefix(count)))
    }
  }

  /// A table whose last row is a total.
  private func table(
    of names: [String], _ title: String, _ columns: [(head: String, cells: [String])]
  ) -> [String] {
    var table = TextTable([.init(title)] + columns.map { .init($0.head, words.alignment) })
    for (row, name) in names.enumerated() { table.add([name] + columns.map { $0.cells[row] }) }
    return table.lines().withRuleAboveLast()
  }
}

extension [String] {
  /// A table's lines with its rule again above the last one.
  fileprivate func withRuleAboveLast() -> [String] { dropLast() + [self[1]] + suffix(1) }
}

extension String {
  /// The text, its end replaced by an ellipsis where it is wider than so many cells.
  fileprivate func cut(to width: Int) -> String {
    displayWidth <= width ? self : prefix(displayWidth: width - 1) + "…"
  }

  fileprivate func lowercased(ofFirst isWanted: Bool) -> String {
    isWanted ? prefix(1).lowercased() + dropFirst() : self
  }
}
