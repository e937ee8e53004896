import Calendars
import Catalogue
import Decimals
import Invoicing

// How a quantity was metered.
extension ExplanationText {
  func quantitySection() -> Section? {
    guard let quantity = explanation.quantity else { return nil }
    var section = Section(title: pick("QUANTITÉ", "QUANTITY"))
    section.say(aggregation(quantity.product.meter))
    if let percentile = quantity.percentile {
      show(percentile, quantity, in: &section)
    } else {
      show(quantity.usage, quantity, in: &section)
    }
    sayDivision(quantity, in: &section)
    if let remainder = quantity.remainder {
      let others = remainder.others.map(words.number).joined(separator: " − ")
      section.say(
        pick(
          "Dernière partie du mois, elle prend l'arrondi : \(words.number(remainder.month)) pour"
            + " le mois − \(others) = \(words.number(quantity.quantity.sum))",
          "The last part of the month takes the rounding: \(words.number(remainder.month)) for"
            + " the month − \(others) = \(words.number(quantity.quantity.sum))"))
    }
    section.say(
      verdict(
        quantity.quantity,
        explanation.adjustment == nil
          ? pick("C'est la quantité de la ligne.", "This is the line's quantity.")
          : pick("C'est la quantité qui était due.", "This is the quantity that was owed."),
        pick(
          "Ce qui est connu aujourd'hui donne une autre quantité",
          "What is known now gives another quantity"),
        in: words.number))
    sayFacts(quantity.changes, in: &section)
    saySettlement(quantity, in: &section)
    return section
  }

  /// Whether what is known now was billed, where the line says something else.
  private func saySettlement(_ quantity: ExplainedQuantity, in section: inout Section) {
    for month in quantity.heldMonths {
      section.say(
        "✗ "
          + pick(
            "Des événements sont arrivés pour \(month), qui est archivé : la quantité n'est pas à"
              + " jour (`releve db archive --restore \(month)`).",
            "Events have come for \(month), which is archived: the quantity is not up to date"
              + " (`releve db archive --restore \(month)`)."))
    }
    guard !quantity.quantity.holds || !quantity.settled.holds else { return }
    let later = Set(explanation.later.map(\.number)).sorted().joined(separator: ", ")
    if quantity.settled.holds {
      section.say(
        "✓ "
          + pick(
            "La différence a été régularisée par \(later).",
            "The difference was adjusted by \(later)."))
      return
    }
    let rest = signed(quantity.settled.difference.negated, words.number)
    section.say(
      "→ "
        + pick(
          "En tout, \(words.number(quantity.settled.sum)) ont été facturés : le prochain document"
            + " régularise \(rest).",
          "In all, \(words.number(quantity.settled.sum)) were billed: the next document adjusts"
            + " \(rest)."))
  }

  private func sayDivision(_ quantity: ExplainedQuantity, in section: inout Section) {
    let division = quantity.division
    if quantity.percentile == nil, quantity.usage.total == quantity.metered {
      return sayStartedUnits(quantity, in: &section)
    }
    var text: String
    if let percentile = quantity.percentile {
      guard percentile.window != nil, division.unitSize != .one else { return }
      text = "\(words.number(percentile.value.stated)) \(quantity.product.unit)"
    } else {
      text = "\(words.number(quantity.usage.total)) \(sumUnit(quantity))"
    }
    if division.factor != .one {
      text += " × \(words.number(division.factor)) h"
    }
    if division.divisor != .one {
      text += " ÷ \(words.number(division.divisor)) \(divisorUnit(quantity))"
    }
    if division.unitSize != .one {
      let unit = division.divisor == .one ? sumUnit(quantity) : quantity.product.unit
      let size = "\(words.number(division.unitSize)) \(unit)"
      text += pick(" ÷ \(size) par unité facturée", " ÷ \(size) in a billed unit")
    }
    text += " = \(words.number(quantity.metered)) \(line.unit)"
    if !isExact(quantity) { text += pick(", arrondi à 6 décimales", ", rounded to 6 decimals") }
    section.say(text)
    sayStartedUnits(quantity, in: &section)
  }

  private func sayStartedUnits(_ quantity: ExplainedQuantity, in section: inout Section) {
    guard quantity.product.startedUnits else { return }
    section.say(
      pick(
        "Toute unité entamée est due : \(words.number(quantity.quantity.sum))",
        "Every started unit is due: \(words.number(quantity.quantity.sum))"))
  }

  /// Whether nothing was rounded off.
  private func isExact(_ quantity: ExplainedQuantity) -> Bool {
    let division = quantity.division
    let back = WideDecimal(quantity.metered, times: division.divisor)
    guard quantity.percentile == nil, let product = try? back.multiplied(by: division.unitSize)
    else { return false }
    return product.description
      == WideDecimal(quantity.usage.total, times: division.factor).description
  }

  private func divisorUnit(_ quantity: ExplainedQuantity) -> String {
    guard case .timeWeighted(let step, let result) = quantity.product.meter else { return "" }
    switch step {
    case .second where result == .unitHours: return pick("s par heure", "s an hour")
    case .second: return pick("s du mois", "s of the month")
    case .hour: return pick("heures du mois", "hours of the month")
    case .day: return pick("jours du mois", "days of the month")
    case .month: return ""
    }
  }

  /// What the sum counts: `VM · days`.
  func sumUnit(_ quantity: ExplainedQuantity) -> String {
    let unit = quantity.product.unit
    switch quantity.product.meter {
    case .count: return pick("événements", "events")
    case .unique: return pick("ressources", "resources")
    default: break
    }
    switch quantity.division.measure {
    case .none: return unit
    case .seconds: return "\(unit) · s"
    case .hours: return "\(unit) · h"
    case .days: return pick("\(unit) · jours", "\(unit) · days")
    }
  }

  func show(
    _ usage: StretchedUsage, _ quantity: ExplainedQuantity, in section: inout Section
  ) {
    guard usage.stretchCount > 0 else {
      section.say(
        pick(
          "Rien n'est connu aujourd'hui qui compte pour cette ligne.",
          "Nothing is known now that counts for this line."))
      return
    }
    guard !usage.isComplete else {
      return section.show(stretches(usage, quantity), sums: 1)
    }
    section.show(resources(usage, quantity), sums: 1)
    guard let sum = quantity.daySum else { return }
    section.skip()
    section.show(days(quantity, sum), sums: 1)
    section.say(
      verdict(
        sum,
        pick(
          "Jour par jour, c'est la même somme. Plus en détail : --resource R ou --day D.",
          "Day by day the sum is the same. In more detail: --resource R or --day D."),
        pick("Jour par jour, la somme est une autre", "Day by day the sum is another one"),
        in: words.number))
  }

  private func show(
    _ percentile: ExplainedPercentile, _ quantity: ExplainedQuantity, in section: inout Section
  ) {
    let count = { (number: Int64) in style.text(String(number)) }
    section.say(
      pick(
        "\(count(percentile.sampledWindows)) fenêtres ont un échantillon,"
          + " \(count(percentile.windows)) comptent ; rang ⌈\(percentile.percent) ×"
          + " \(count(percentile.windows)) ÷ 100⌉ = \(count(percentile.rank)), du plus petit au"
          + " plus grand.",
        "\(count(percentile.sampledWindows)) windows have a sample,"
          + " \(count(percentile.windows)) count; rank ⌈\(percentile.percent) ×"
          + " \(count(percentile.windows)) ÷ 100⌉ = \(count(percentile.rank)), from the smallest"
          + " to the largest."))
    guard let window = percentile.window else {
      section.say(
        pick(
          "À ce rang est une fenêtre sans échantillon, qui compte 0.",
          "At this rank is a window without a sample, which counts 0."))
      return
    }
    section.say(
      pick(
        "À ce rang est la fenêtre du \(window.from) au \(window.to) :",
        "At this rank is the window from \(window.from) to \(window.to):"))
    var table = TextTable([
      .init(pick("ressource", "resource")), decimal(pick("somme", "sum")),
      decimal(pick("échantillons", "samples")), decimal(pick("moyenne", "mean")),
    ])
    for mean in percentile.means {
      table.add([
        mean.resource, words.number(mean.total), count(mean.samples), words.number(mean.mean),
      ])
    }
    let hidden = percentile.resourceCount - percentile.means.count
    if hidden > 0 { table.add([more(hidden)]) }
    table.add([
      pick("ensemble", "together"), "", "", words.number(percentile.value.sum),
    ])
    section.show(table, sums: 1)
    section.say(
      verdict(
        percentile.value,
        pick(
          "Les moyennes, ajoutées sans arrondi, font la valeur de la fenêtre.",
          "The means, added without rounding, are the window's value."),
        pick("La fenêtre a une autre valeur", "The window has another value"),
        in: words.number))
  }
}
