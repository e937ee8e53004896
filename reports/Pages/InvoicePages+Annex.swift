import Calendars
import Decimals
import Invoicing
import Pages

// The quantities of each day.
extension InvoicePages {
  mutating func compose(_ annex: InvoiceAnnex) {
    flow.y += 18
    flow.makeRoom(160)
    let section = flow.structure.add(.section, to: flow.structure.root)
    flow.place(
      TypesetText(
        "\(words.annex) · \(style.period(document.period))", PageStyles.section,
        width: flow.width, fonts: fonts),
      x: flow.left, flow.structure.add(.heading(2), to: section))
    flow.y += 8
    var quantity = FigureColumn(PageStyles.body, mark: style.decimalMark, fonts: fonts)
    for group in annex.groups {
      for resource in group.resources {
        for day in resource.days { quantity.measure(style.text(day.quantity.plain)) }
      }
    }
    var count = FigureColumn(PageStyles.body, mark: style.decimalMark, fonts: fonts)
    count.measure("31")
    let widths = (days: 190.0, count: 40.0, quantity: max(quantity.width, 80))
    let name = flow.width - widths.days - widths.count - widths.quantity - 36
    let left = flow.left
    let columns = [
      PageTable.Column(words.resource, left: left, width: name),
      .init(words.days, left: left + name + 12, width: widths.days),
      .init(
        words.dayCount, left: left + name + widths.days + 24, width: widths.count, figures: count),
      .init(
        words.dailyQuantity, left: flow.right - widths.quantity, width: widths.quantity,
        figures: quantity),
    ]
    var table = PageTable(columns, PageStyles.table, keeping: 60, in: section, &flow)
    for group in annex.groups {
      let title = [group.tenant, group.label, group.unit].filter { !$0.isEmpty }
        .joined(separator: " · ")
      table.beginGroup(title, continued: words.continued(title), keeping: 18, &flow)
      for resource in group.resources { add(resource, to: table, columns) }
    }
  }

  /// A row for each stretch of days with one quantity; the resource is named in the first.
  private mutating func add(
    _ resource: InvoiceAnnex.Resource, to table: PageTable, _ columns: [PageTable.Column]
  ) {
    let stretches = resource.stretches
    for (index, stretch) in stretches.enumerated() {
      let name =
        index == 0
        ? PageTable.Cell.text(
          TypesetText(resource.name, PageStyles.body, width: columns[0].width, fonts: fonts))
        : .empty
      let days = labels.days(
        from: style.date(stretch.first.description), to: style.date(stretch.last.description))
      table.addRow(
        [
          name,
          .text(TypesetText(days, PageStyles.body, width: columns[1].width, fonts: fonts)),
          .figures(String(stretch.dayCount)), .figures(style.text(stretch.quantity.plain)),
        ], head: 0, ruled: index == stretches.count - 1, &flow)
    }
  }
}
