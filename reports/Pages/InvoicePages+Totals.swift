import Invoicing
import Pages

// What is to be paid, and what is to be said.
extension InvoicePages {
  private static let summaryWidth = 262.0
  private static let rowHeight = 17.0

  /// The summary of VAT on the left, the totals on the right, together on one page.
  mutating func composeTotals() {
    let height = 50 + Double(document.totals.vat.count) * 28
    flow.makeRoom(min(height, 400))
    let top = flow.y
    composeSummary()
    let end = flow.y
    if end >= top {
      flow.y = top
      composeSums()
      flow.y = max(flow.y, end)
    } else {
      composeSums()
    }
    flow.y += 16
  }

  private mutating func composeSummary() {
    var rate = FigureColumn(PageStyles.body, mark: style.decimalMark, fonts: fonts)
    var base = rate
    var tax = rate
    for vat in document.totals.vat {
      rate.measure(labels.percent(style.text(vat.rate)))
      base.measure(wording.amount(vat.base))
      tax.measure(wording.amount(vat.amount))
    }
    let widths = [max(rate.width, 34), max(base.width, 50), max(tax.width, 64)]
    let category = max(Self.summaryWidth - widths.reduce(0, +) - 24, 70)
    var left = flow.left + category + 8
    var columns = [PageTable.Column(words.category, left: flow.left, width: category)]
    for (title, width, figures) in [
      (words.rate, widths[0], rate), (words.base, widths[1], base), (words.tax, widths[2], tax),
    ] {
      columns.append(.init(title, left: left, width: width, figures: figures))
      left += width + 8
    }
    let table = PageTable(
      columns, PageStyles.table, keeping: 30, in: flow.structure.root, &flow)
    for vat in document.totals.vat {
      table.addRow(
        [
          .text(
            TypesetText(
              words.category(vat.category), PageStyles.body, width: category, fonts: fonts)),
          .figures(labels.percent(style.text(vat.rate))), .figures(wording.amount(vat.base)),
          .figures(wording.amount(vat.amount)),
        ], head: 0, &flow)
    }
  }

  private mutating func composeSums() {
    var rows = [(labels.net, wording.amount(document.totals.net), PageStyles.body)]
    for vat in document.totals.vat {
      rows.append(
        (
          labels.vat(rate: style.text(vat.rate), base: wording.amount(vat.base)),
          wording.amount(vat.amount), PageStyles.body
        ))
    }
    rows.append((labels.gross, wording.amount(document.totals.gross), PageStyles.total))
    let table = flow.structure.add(.table, to: flow.structure.root)
    let (left, right) = (flow.left + Self.summaryWidth + 26, flow.right)
    flow.y += 4
    for (index, row) in rows.enumerated() {
      let isLast = index == rows.count - 1
      let amount = TypesetText(row.1, row.2, fonts: fonts)
      let name = TypesetText(
        row.0, row.2, width: right - left - amount.width - 8, fonts: fonts)
      let element = flow.structure.add(.row, to: table)
      let head = flow.structure.add(.rowHead(span: 1), to: element)
      let cell = flow.structure.add(.cell(span: 1), to: element)
      flow.makeRoom(name.height + 12)
      flow.y += isLast ? 7 : 3
      if isLast {
        let y = flow.y - 3
        flow.place { canvas in
          canvas.drawArtifact { canvas.rule(from: left, to: right, y: y, .ink, width: 0.8) }
        }
        flow.y += 3
      }
      let baseline = flow.y + name.ascent
      flow.place { canvas in
        canvas.draw(head, name, x: left, baseline: baseline)
        canvas.draw(cell, amount, x: right - amount.width, baseline: baseline)
      }
      flow.y += name.height + 3
    }
  }

  /// What the law asks for, payment first.
  mutating func composeMentions() {
    let section = flow.structure.add(.section, to: flow.structure.root)
    let heading = flow.structure.add(.heading(2), to: section)
    let texts = (wording.mentions + wording.digest).map {
      TypesetText($0, PageStyles.note, width: flow.width, fonts: fonts)
    }
    let height = texts.reduce(0) { $0 + $1.height + 1.5 }
    flow.makeRoom(min(height + 20, 300))
    flow.place(
      TypesetText(words.mentions, PageStyles.section, fonts: fonts), x: flow.left, heading)
    flow.y += 4
    for text in texts {
      flow.place(text, x: flow.left, flow.structure.add(.paragraph, to: section))
      flow.y += 1.5
    }
  }
}
