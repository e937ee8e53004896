import Decimals
import Invoicing
import Pages

// The lines by group, with subtotals.
extension InvoicePages {
  private static let gap = 9.0
  private static let unitWidth = 94.0
  private static let narrowestLabel = 120.0

  /// The columns of figures.
  private struct Figures {
    var quantity: FigureColumn
    var price: FigureColumn
    var rate: FigureColumn
    var amount: FigureColumn

    var width: Double { quantity.width + price.width + rate.width + amount.width }
  }

  mutating func composeLines() throws(PDFError) {
    let groups: [InvoiceGroup]
    do throws(DecimalError) {
      groups = try InvoiceGroup.all(of: document, words)
    } catch {
      throw .drawing("an amount of the document is no decimal number: \(error)")
    }
    guard !groups.isEmpty else { return }
    let columns = self.columns(figures(groups))
    let explained = lastLines(groups)
    var table = PageTable(
      columns, PageStyles.table, keeping: 70, in: flow.structure.root, &flow)
    for group in groups {
      let hasSum = groups.count > 1
      let sumHeight = hasSum ? table.sumHeight(PageStyles.body) : 0
      let cells = group.lines.map { self.cells($0, columns) }
      let notes = group.lines.map { self.notes($0, width: noteWidth(columns), explained) }
      table.beginGroup(
        group.title, continued: words.continued(group.title),
        keeping: table.height(of: cells[0], notes: notes[0]), &flow)
      for index in cells.indices {
        let isLast = index == cells.count - 1
        table.addRow(
          cells[index], notes: notes[index], in: 1, head: 1, keeping: isLast ? sumHeight : 0,
          ruled: !isLast || hasSum, &flow)
      }
      if hasSum, let sum = group.sum {
        table.addSum(
          words.subtotal(group.title), wording.amount(sum.description), PageStyles.body, &flow)
      }
    }
    flow.y += 16
  }

  /// In as large a size as leaves room for labels.
  private func figures(_ groups: [InvoiceGroup]) -> Figures {
    var made: Figures?
    for size in [8.5, 7.6, 6.6, 5.6] {
      let column = FigureColumn(TextStyle(size), mark: style.decimalMark, fonts: fonts)
      var figures = Figures(quantity: column, price: column, rate: column, amount: column)
      for group in groups {
        for line in group.lines {
          figures.quantity.measure(style.text(line.quantity))
          if let price = line.unitPrice { figures.price.measure(style.text(price)) }
          figures.rate.measure(labels.percent(style.text(line.vatRate)))
          figures.amount.measure(wording.amount(line.amount))
        }
        if let sum = group.sum { figures.amount.measure(wording.amount(sum.description)) }
      }
      made = figures
      let taken = figures.width + numberWidth + Self.unitWidth + 5 * Self.gap
      if flow.width - taken >= Self.narrowestLabel { return figures }
    }
    let column = FigureColumn(PageStyles.body, mark: style.decimalMark, fonts: fonts)
    return made ?? Figures(quantity: column, price: column, rate: column, amount: column)
  }

  /// As wide as the last line's number.
  private var numberWidth: Double {
    5 + 4.7 * Double(max(String(document.lines.count).count, 2))
  }

  private func columns(_ figures: Figures) -> [PageTable.Column] {
    let widths = [
      (labels.quantity, figures.quantity, 40.0), (labels.unitPrice, figures.price, 40.0),
      (labels.rate, figures.rate, 30.0), (labels.amount, figures.amount, 50.0),
    ].map { (title: $0.0, figures: $0.1, width: max($0.1.width, $0.2)) }
    let taken =
      widths.reduce(0) { $0 + $1.width } + numberWidth + Self.unitWidth + 5 * Self.gap
    let label = flow.width - taken
    var left = flow.left
    func column(_ title: String, _ width: Double, _ figures: FigureColumn? = nil)
      -> PageTable.Column
    {
      defer { left += width + Self.gap }
      return PageTable.Column(title, left: left, width: width, figures: figures)
    }
    var numbers = FigureColumn(PageStyles.note, mark: style.decimalMark, fonts: fonts)
    numbers.measure(String(document.lines.count))
    let number = PageTable.Column("#", left: left, width: numberWidth - 5, figures: numbers)
    left += numberWidth
    return [
      number, column(labels.designation, label),
      column(widths[0].title, widths[0].width, widths[0].figures),
      column(labels.unit, Self.unitWidth),
    ] + widths.dropFirst().map { column($0.title, $0.width, $0.figures) }
  }

  private func cells(
    _ line: InvoiceDocument.Line, _ columns: [PageTable.Column]
  ) -> [PageTable.Cell] {
    [
      .figures(String(line.line)),
      .text(TypesetText(line.label, PageStyles.body, width: columns[1].width, fonts: fonts)),
      .figures(style.text(line.quantity)),
      .text(TypesetText(line.unit, PageStyles.body, width: columns[3].width, fonts: fonts)),
      line.unitPrice.map { .figures(style.text($0)) } ?? .empty,
      .figures(labels.percent(style.text(line.vatRate))),
      .figures(wording.amount(line.amount)),
    ]
  }

  /// Notes stand below the label and the quantity, up to the unit.
  private func noteWidth(_ columns: [PageTable.Column]) -> Double {
    columns[1].width + Self.gap + columns[2].width + Self.gap - 2
  }

  private func notes(
    _ line: InvoiceDocument.Line, width: Double, _ explained: [Int: Int]
  ) -> [TypesetText] {
    var notes = wording.details(of: line, namingTenant: line.kind != .usage)
    if let last = explained[line.line] {
      notes += last == line.line ? wording.pricing(of: line) : [words.sharedPrice(line: last)]
    }
    return notes.map { TypesetText($0, PageStyles.note, width: width, fonts: fonts) }
  }

  /// Of each line with a price that it may share, the line below which that is explained: the last
  /// one, by their numbers.
  private func lastLines(_ groups: [InvoiceGroup]) -> [Int: Int] {
    var last: [Int: Int] = [:]
    var sharing: [(pricing: InvoiceDocument.Pricing, lines: [Int])] = []
    for line in groups.flatMap(\.lines) {
      guard let pricing = line.pricing else { continue }
      if let place = sharing.firstIndex(where: { $0.pricing == pricing }) {
        sharing[place].lines.append(line.line)
      } else {
        sharing.append((pricing, [line.line]))
      }
    }
    for (_, lines) in sharing { for line in lines { last[line] = lines.last } }
    return last
  }
}
