import Capacity
import Catalogue
import Decimals

extension CapacityText {
  var forecasts: [String] {
    guard !report.forecasts.isEmpty else { return [] }
    var table = TextTable([
      .init(words.name), .init(words.what), .init(words.useTitle, .right),
      .init(words.sizeTitle, .right), .init(words.growth, .right), .init(words.fullTitle),
      .init(words.range), .init(words.data, .right),
    ])
    for forecast in report.forecasts {
      let last = forecast.history.days.last
      table.add([
        forecast.history.name, words.kind(forecast.history.kind),
        last.map { words.size($0.used) } ?? "", last.map { words.size($0.size) } ?? "",
        forecast.dailyGrowth.map(words.growth) ?? "", words.outcome(of: forecast),
        words.range(of: forecast), words.count(forecast.history.days.count),
      ])
    }
    return [words.forecastTitle.uppercased()] + table.lines(indent: 2)
      + words.forecastMethod.wrapped(to: width - 2).map { "  \($0)" }
  }

  var reserved: [[String]] {
    guard let reserved = report.reserved, !reserved.reservations.isEmpty else { return [] }
    let number = TextTable.Alignment.decimal(mark: words.style.decimalMark)
    var table = TextTable([
      .init(words.reservation), .init(words.product), .init(words.quantity, .right),
      .init(words.useTitle), .init(words.monthly, number), .init(words.unused, number),
    ])
    for item in reserved.sums {
      table.add([
        words.name(of: item), item.product.label.text(in: words.language),
        words.quantity(of: item), words.use(of: item), words.cost(item.monthlyCost, in: reserved),
        words.cost(item.unusedCost, in: reserved),
      ])
    }
    table.add([words.total, "", "", "", words.cost(reserved.monthlyCost, in: reserved), ""])
    let notes = ([words.costMethod] + reserved.notes)
      .flatMap { $0.escapedForTerminal().wrapped(to: width - 2) }.map { "  \($0)" }
    return [[words.reservedTitle.uppercased()] + table.lines(indent: 2) + notes]
      + (reserved.waste.isEmpty ? [] : [waste(reserved)])
  }

  private func waste(_ reserved: ReservedUse) -> [String] {
    var table = TextTable([
      .init(words.what), .init(words.name), .init(words.belongsTo), .init(words.sizeTitle, .right),
      .init(words.monthly, .decimal(mark: words.style.decimalMark)),
    ])
    for item in reserved.waste {
      table.add([
        words.kind(item.kind), item.name, item.place, item.size.map(words.size) ?? "",
        words.cost(item.monthlyCost, in: reserved),
      ])
    }
    table.add([words.total, "", "", "", words.cost(reserved.wastedCost, in: reserved)])
    return [words.wasteTitle.uppercased()] + table.lines(indent: 2)
  }
}
