public import Catalogue
import Decimals
public import Invoicing

/// A statement of account as an HTML page.
public struct StatementPage {
  private let statement: AccountStatement
  private let words: StatementWords

  /// More would not fit on paper.
  private static let monthsMax = 6

  /// The fixed words are in a language; labels are as they were issued.
  public init(_ statement: AccountStatement, in language: Language) {
    self.statement = statement
    words = StatementWords(language: language)
  }

  /// The whole page.
  public func html() throws -> String {
    let title = words.title.sentenceCased
    let name = statement.customer?.name ?? statement.organisation
    let months = words.months(statement.from, statement.to)
    var page = WebPage(language: words.language, title: "\(title) · \(name) · \(months)")
    page.blocks = [
      WebHeading(text: title),
      WebFacts(
        layout: .across,
        facts: [
          (
            words.customer,
            statement.customer.map { "\($0.name) (\(statement.organisation))" }
              ?? statement.organisation
          ), (words.months, months),
        ]),
    ]
    for total in statement.totals {
      page.blocks.append(documents(total.currency))
      page.blocks.append(try totals(total))
    }
    if statement.entries.isEmpty { page.blocks.append(WebNotes(paragraphs: [words.none])) }
    if !statement.laterCorrections.isEmpty { page.blocks.append(laterCorrections) }
    for currency in statement.costs.map(\.currency).uniqued() {
      page.blocks += try costs(currency)
    }
    return try page.html()
  }

  private var number: WebTable.Alignment { .decimal(mark: words.style.decimalMark) }

  private func documents(_ currency: String) -> WebTable {
    var rows: [WebTable.Row] = []
    for entry in statement.entries where entry.currency == currency {
      rows.append(
        WebTable.Row(
          [
            entry.number, words.date(entry.issuedOn), words.kind(entry.kind), entry.period,
            words.amount(entry.net), words.amount(entry.vat), words.amount(entry.gross),
            words.amount(entry.balance),
          ], className: entry.corrections.isEmpty ? "" : "above"))
      rows += entry.corrections.map { correction in
        WebTable.Row(
          [
            .init(text(correction), span: 4), .init(words.amount(correction.amount)), .init(""),
            .init(""), .init(""),
          ], className: "correction")
      }
    }
    return WebTable(
      caption: words.documents(currency),
      columns: [
        .init(words.number, .unbroken, isHeader: true), .init(words.date, .unbroken),
        .init(words.document), .init(words.month, .unbroken), .init(words.net, number),
        .init(words.vat, number), .init(words.gross, number), .init(words.balance, number),
      ], groups: [.init(rows: rows)])
  }

  private func text(_ correction: AccountStatement.Correction) -> String {
    words.corrects(month: correction.period, document: correction.corrects) + words.colon
      + correction.label
  }

  private func totals(_ total: AccountStatement.Total) throws -> WebTable {
    var rows = try total.taxes.map { tax in
      WebTable.Row([
        words.tax(tax.category, rate: tax.rate.description), words.amount(tax.base),
        words.amount(tax.amount), words.amount(try tax.base + tax.amount),
      ])
    }
    rows.append(
      WebTable.Row(
        [
          words.count(total.documents), words.amount(total.net), words.amount(total.vat),
          words.amount(total.gross),
        ], className: "total"))
    return WebTable(
      caption: words.totals(total.currency),
      columns: [
        .init("", isHeader: true), .init(words.net, number), .init(words.vat, number),
        .init(words.gross, number),
      ], groups: [.init(rows: rows)])
  }

  private var laterCorrections: WebTable {
    WebTable(
      caption: words.later,
      columns: [
        .init(words.number, .unbroken, isHeader: true), .init(words.document), .init(""),
        .init(words.net, number),
      ],
      groups: [
        .init(
          rows: statement.laterCorrections.map { correction in
            WebTable.Row([
              correction.document, text(correction), correction.currency,
              words.amount(correction.amount),
            ])
          })
      ])
  }

  /// Tables of what each month cost, as many months in each as paper bears; the last has the total.
  private func costs(_ currency: String) throws -> [WebTable] {
    let costs = statement.costs.filter { $0.currency == currency }
    let months = Set(costs.flatMap(\.net.keys)).sorted().map(Optional.some) + [nil]
    return try stride(from: 0, to: months.count, by: Self.monthsMax).map { start in
      let months = months.dropFirst(start).prefix(Self.monthsMax)
      var sums = months.map { _ in DecimalNumber.zero }
      var rows: [WebTable.Row] = []
      for cost in costs {
        let amounts = months.map { month in month.map { cost.net[$0] } ?? cost.total }
        for (place, amount) in amounts.enumerated() {
          sums[place] = try sums[place] + (amount ?? .zero)
        }
        rows.append(WebTable.Row([cost.label] + amounts.map { $0.map(words.amount) ?? "" }))
      }
      rows.append(WebTable.Row([words.total] + sums.map(words.amount), className: "total"))
      return WebTable(
        caption: words.costs(currency),
        columns: [.init("", isHeader: true)] + months.map { .init($0 ?? words.total, number) },
        groups: [.init(rows: rows)])
    }
  }
}

extension Sequence where Element: Hashable {
  /// Each element where it comes first.
  fileprivate func uniqued() -> [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}
