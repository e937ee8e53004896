import Calendars
import Catalogue
import Decimals
import Invoicing

// The tables of what was metered: by stretch, by resource, by day.
extension ExplanationText {
  func stretches(
    _ usage: StretchedUsage, _ quantity: ExplainedQuantity
  ) -> TextTable {
    let hasLevels = usage.stretches.contains { $0.level != nil && $0.steps != nil }
    let steps =
      switch quantity.division.measure {
      case .seconds: "s"
      case .hours: "h"
      case .days, .none: pick("jours", "days")
      }
    var table = TextTable(
      [.init(pick("ressource", "resource")), .init(pick("jours", "days"))]
        + (hasLevels ? [decimal(pick("niveau", "level")), decimal(steps)] : [])
        + [decimal(pick("événements", "events")), decimal(sumUnit(quantity))])
    for stretch in usage.stretches {
      let isHeld = stretch.level != nil
      let level = [stretch.level, stretch.steps].map { isHeld ? $0.map(words.number) ?? "" : "" }
      let events = stretch.events == 0 ? "" : style.text(String(stretch.events))
      table.add(
        [stretch.resource, days(stretch.from, stretch.to)] + (hasLevels ? level : [])
          + [events, words.number(stretch.value)])
    }
    addSums(usage, shown: usage.stretchSum, hidden: 0, columns: hasLevels ? 6 : 4, to: &table)
    return table
  }

  func days(_ quantity: ExplainedQuantity, _ sum: Agreement) -> TextTable {
    var table = TextTable([
      .init(pick("jour", "day")), decimal(pick("ressources", "resources")),
      decimal(pick("événements", "events")), decimal(sumUnit(quantity)),
    ])
    for day in quantity.days {
      table.add([
        words.day(day.day), style.text(String(day.resources)), style.text(String(day.events)),
        words.number(day.value),
      ])
    }
    table.add([pick("ensemble", "together"), "", "", words.number(sum.sum)])
    return table
  }

  func resources(
    _ usage: StretchedUsage, _ quantity: ExplainedQuantity
  ) -> TextTable {
    var table = TextTable([
      .init(pick("ressource", "resource")), .init(pick("jours", "days")),
      decimal(pick("événements", "events")), decimal(sumUnit(quantity)),
    ])
    // Beside the days, many resources are told by their number.
    let isMany = usage.resources.count < usage.resourceCount
    let shown = usage.resources.prefix(isMany ? Self.resourcesMax : usage.resources.count)
    var sum = DecimalNumber.zero
    for resource in shown {
      sum = (try? sum + resource.value) ?? sum
      table.add([
        resource.resource, days(resource.from, resource.to), style.text(String(resource.events)),
        words.number(resource.value),
      ])
    }
    addSums(
      usage, shown: sum, hidden: usage.resourceCount - shown.count, columns: 4, to: &table)
    return table
  }

  private static let resourcesMax = 10

  /// What is not shown, what is not asked for, and the sum of all.
  private func addSums(
    _ usage: StretchedUsage, shown: DecimalNumber, hidden: Int, columns: Int,
    to table: inout TextTable
  ) {
    let add = { (table: inout TextTable, name: String, value: DecimalNumber) in
      table.add([name] + Array(repeating: "", count: columns - 2) + [words.number(value)])
    }
    if hidden > 0, let rest = try? usage.selectedSum - shown { add(&table, more(hidden), rest) }
    if usage.addsUp, usage.selectedSum != usage.total,
      let rest = try? usage.total - usage.selectedSum
    {
      add(&table, pick("le reste de la ligne", "the rest of the line"), rest)
    }
    let sum =
      usage.addsUp ? pick("ensemble", "together") : pick("toute la ligne", "the whole line")
    add(&table, sum, usage.total)
  }

  /// The local days of a stretch.
  func days(_ from: Instant, _ to: Instant) -> String {
    let first = explanation.zone.date(of: from)
    let last = explanation.zone.date(of: max(from, to.adding(microseconds: -1)))
    guard first < last, Period(containing: first) == Period(containing: last) else {
      return labels.days(from: words.day(first), to: words.day(last))
    }
    // Within a month it is named once.
    let day = first.description.suffix(2)
    return pick(
      "du \(day) au \(words.day(last))", "\(first.day) to \(words.day(last))")
  }
}
