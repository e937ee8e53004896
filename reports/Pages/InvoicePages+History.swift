import Calendars
import Decimals
import Invoicing
import Pages

// The chart of the last months.
extension InvoicePages {
  private static let height = 64.0
  /// What a service's colour takes before its name.
  private static let swatch = 9.0
  /// From dark to light, each 3 to 1 or more on its neighbour or told apart by a gap.
  private static let shades = [
    Colour.accent, Colour(74, 140, 180), Colour(148, 190, 214), Colour(91, 100, 112),
    Colour(160, 168, 178), Colour(205, 210, 217),
  ]

  /// A bar for each month, and the figures below it, which say all that the bars do.
  mutating func compose(_ history: CostHistory) throws(PDFError) {
    do throws(DecimalError) {
      let services = try history.services()
      try compose(history, services: services, sums: history.sums())
    } catch {
      throw .drawing("the costs of the last months do not add up: \(error)")
    }
  }

  private mutating func compose(
    _ history: CostHistory, services: [String], sums: [DecimalNumber]
  ) throws(DecimalError) {
    guard !history.months.isEmpty, !services.isEmpty else { return }
    let section = flow.structure.add(.section, to: flow.structure.root)
    flow.y += 18
    flow.makeRoom(Self.height + 62 + Double(services.count) * 17)
    flow.place(
      TypesetText(words.history, PageStyles.section, fonts: fonts), x: flow.left,
      flow.structure.add(.heading(2), to: section))
    flow.y += 6
    let names = history.months.map { style.period($0.period.description) }
    let told = zip(names, sums).map { "\($0)\(labels.colon)\(wording.amount($1.description))" }
    let frame = StructureTree.Frame(
      x: flow.left, y: flow.y, width: flow.width, height: Self.height)
    let figure = flow.structure.add(
      .figure("\(words.history). \(told.joined(separator: " ; "))", frame), to: section)
    draw(history, services, sums: sums, figure, frame)
    flow.y += Self.height
    composeFigures(history, services, names, sums: sums, section)
  }

  /// The months' columns: the label of services stands to their left, above their figures.
  private func columns(_ count: Int) -> (label: Double, width: Double) {
    let label = min(150.0, flow.width / 4)
    return (label, (flow.width - label) / Double(count))
  }

  private mutating func draw(
    _ history: CostHistory, _ services: [String], sums: [DecimalNumber],
    _ figure: StructureTree.Element, _ frame: StructureTree.Frame
  ) {
    let (label, width) = columns(history.months.count)
    let totals = history.months.map { month in
      services.map { max(month.amounts[$0]?.approximate ?? 0, 0) }.reduce(0, +)
    }
    let scale = (Self.height - 8) / max(totals.max() ?? 0, 0.01)
    let bar = min(width * 0.5, 36)
    let base = frame.y + frame.height
    flow.place { canvas in
      canvas.draw(figure) {
        for (index, month) in history.months.enumerated() {
          let x = frame.x + label + Double(index + 1) * width - bar
          var y = base
          for (place, service) in services.enumerated() {
            let height = max(month.amounts[service]?.approximate ?? 0, 0) * scale
            y -= height
            canvas.rectangle(
              .init(x: x, y: y, width: bar, height: max(height - 0.7, 0)),
              Self.shades[min(place, Self.shades.count - 1)])
          }
        }
        canvas.rule(from: frame.x, to: frame.x + frame.width, y: base, .rule)
      }
    }
  }

  private mutating func composeFigures(
    _ history: CostHistory, _ services: [String], _ names: [String], sums: [DecimalNumber],
    _ section: StructureTree.Element
  ) {
    let (label, width) = columns(history.months.count)
    var figures = FigureColumn(PageStyles.note, mark: style.decimalMark, fonts: fonts)
    for amount in history.months.flatMap(\.amounts.values) + sums {
      figures.measure(style.text(amount.description))
    }
    let columns =
      [
        PageTable.Column(
          "\(words.service) (\(document.currency))", left: flow.left, width: label,
          inset: Self.swatch)
      ]
      + names.enumerated().map { index, name in
        .init(
          name, left: flow.left + label + Double(index) * width + 4, width: width - 4,
          figures: figures)
      }
    let table = PageTable(columns, PageStyles.table, keeping: 20, in: section, &flow)
    for (place, service) in services.enumerated() {
      let square = StructureTree.Frame(x: flow.left, y: flow.y + 5, width: 5, height: 5)
      let shade = Self.shades[min(place, Self.shades.count - 1)]
      let name = TypesetText(
        service, PageStyles.note, width: label - Self.swatch, fonts: fonts)
      if table.height(of: [.text(name)]) <= flow.room {
        flow.place { canvas in canvas.drawArtifact { canvas.rectangle(square, shade) } }
      }
      table.addRow(
        [.text(name)]
          + history.months.map { month in
            month.amounts[service].map { .figures(style.text($0.description)) } ?? .empty
          }, head: 0, &flow)
    }
    table.addRow(
      [.text(TypesetText(labels.net, PageStyles.note, width: label - Self.swatch, fonts: fonts))]
        + sums.map { .figures(style.text($0.description)) }, head: 0, &flow)
  }
}

extension DecimalNumber {
  /// For drawing only: no figure that is printed comes from it.
  fileprivate var approximate: Double { Double(description) ?? 0 }
}
