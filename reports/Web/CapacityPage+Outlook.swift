import Capacity
import Catalogue
import Decimals

extension CapacityPage {
  var forecasts: [any WebBlock] {
    guard !report.forecasts.isEmpty else { return [] }
    let rows = report.forecasts.map { forecast in
      let last = forecast.history.days.last
      return WebTable.Row(
        [
          .init(forecast.history.name, details: [words.kind(forecast.history.kind)]),
          .init(last.map { "\(words.size($0.used)) / \(words.size($0.size))" } ?? ""),
          .init(forecast.dailyGrowth.map(words.growth) ?? ""),
          .init(words.outcome(of: forecast), className: forecast.isSoon ? "bad" : ""),
          .init(words.range(of: forecast)), .init(words.count(forecast.history.days.count)),
        ])
    }
    return [
      WebTitle(level: 2, text: words.forecastTitle),
      WebTable(
        caption: words.forecastTitle, isCaptionHidden: true,
        columns: [
          .init(words.name, isHeader: true, className: "code"), .init(words.useTitle, .right),
          .init(words.growth, .right), .init(words.fullTitle, .unbroken),
          .init(words.range, .unbroken), .init(words.data, .right),
        ], groups: [.init(rows: rows)], className: "dense"),
      WebNotes(paragraphs: [words.forecastMethod]),
    ]
  }

  var reserved: [any WebBlock] {
    guard let reserved = report.reserved, !reserved.reservations.isEmpty else { return [] }
    let number = WebTable.Alignment.decimal(mark: words.style.decimalMark)
    let groups = BillableResource.Kind.allCases.compactMap { kind -> WebTable.Group? in
      let items = reserved.sums.filter { $0.kind == kind }
      guard !items.isEmpty else { return nil }
      let title = items.contains { $0.only != nil } ? words.kind(kind) : nil
      return WebTable.Group(title: title, rows: items.map { row($0, reserved) })
    }
    return [
      WebTitle(level: 2, text: words.reservedTitle),
      WebTable(
        caption: words.reservedTitle, isCaptionHidden: true,
        columns: [
          .init(words.reservation, isHeader: true, className: "code"), .init(words.product),
          .init(words.quantity, .right), .init(words.useTitle), .init(words.monthly, number),
          .init(words.unused, number),
        ], groups: groups + [total(reserved)], className: "dense"),
    ] + waste(reserved) + [WebNotes(paragraphs: [words.costMethod] + reserved.notes)]
  }

  private func row(_ item: ReservationSum, _ reserved: ReservedUse) -> WebTable.Row {
    var use = WebTable.Cell(words.use(of: item))
    if case .size(let used, let whole) = item.only?.use {
      use.bar = min(hundredths(used, of: whole), 100)
    }
    return WebTable.Row([
      .init(words.name(of: item)), .init(item.product.label.text(in: words.language)),
      .init(words.quantity(of: item)), use, .init(words.cost(item.monthlyCost, in: reserved)),
      .init(words.cost(item.unusedCost, in: reserved)),
    ])
  }

  private func total(_ reserved: ReservedUse) -> WebTable.Group {
    WebTable.Group(
      rows: [
        .init(
          [words.total, "", "", "", words.cost(reserved.monthlyCost, in: reserved), ""],
          className: "total")
      ])
  }

  private func waste(_ reserved: ReservedUse) -> [any WebBlock] {
    guard !reserved.waste.isEmpty else { return [] }
    let rows = reserved.waste.map { item in
      WebTable.Row([
        item.name, words.kind(item.kind), item.place, item.size.map(words.size) ?? "",
        words.cost(item.monthlyCost, in: reserved),
      ])
    }
    let total = WebTable.Row(
      [words.total, "", "", "", words.cost(reserved.wastedCost, in: reserved)], className: "total")
    return [
      WebTable(
        caption: words.wasteTitle,
        columns: [
          .init(words.name, isHeader: true, className: "code"), .init(words.what),
          .init(words.belongsTo, className: "code"), .init(words.sizeTitle, .right),
          .init(words.monthly, .decimal(mark: words.style.decimalMark)),
        ], groups: [.init(rows: rows + [total])], className: "dense")
    ]
  }
}
