import Calendars
import Catalogue
import Decimals
import Invoicing
import Rating

// Where a price comes from, and what it leaves out.
extension PriceWords {
  func origin(_ simulation: PriceSimulation) -> String {
    let priced = simulation.priced
    let day = day(priced.from)
    return priced.isOverride
      ? pick(
        "prix propre du contrat \(priced.document), depuis le \(day)",
        "own price of the contract \(priced.document), since \(day)")
      : pick(
        "liste de prix \(priced.document), version du \(day)",
        "price list \(priced.document), version of \(day)")
  }

  func quantity(_ simulation: PriceSimulation) -> String {
    let product = simulation.product
    let asked = "\(number(simulation.asked)) × \(product.billedUnit.text(in: language))"
    guard simulation.quantity != simulation.asked else { return asked }
    let billed = number(simulation.quantity)
    return product.startedUnits
      ? pick(
        "\(asked) ; toute unité entamée est due : \(billed)",
        "\(asked); every started unit is due: \(billed)")
      : pick(
        "\(asked) ; arrondie à 6 décimales : \(billed)",
        "\(asked); rounded to 6 decimals: \(billed)")
  }

  func discount(_ taken: PriceSimulation.DiscountTaken) -> String {
    let services = taken.discount.services.joined(separator: ", ")
    let (percent, base) = (percent(taken.discount.percent), money(taken.base))
    return pick("Remise de \(percent) sur \(base)", "Discount of \(percent) on \(base)")
      + (services.isEmpty ? "" : " (\(services))")
  }

  func tax(_ tax: PriceSimulation.Tax, on net: DecimalNumber) -> String {
    let category = tax.treatment.category.rawValue
    let rate = style.text(tax.treatment.rate.description)
    return pick(
      "TVA \(rate)\u{A0}% sur \(money(net)), catégorie \(category)",
      "VAT \(rate)% on \(money(net)), category \(category)")
  }

  /// Sentences on what stands beside the arithmetic.
  func notes(_ simulation: PriceSimulation) -> [String] {
    var notes: [String] = []
    guard simulation.contract != nil else {
      return [
        pick(
          "Selon la liste de prix seule : sans remise ni TVA.",
          "By the price list alone: without discounts and VAT.")
      ]
    }
    if let reason = simulation.tax?.treatment.reason { notes.append(reason) }
    for outlook in simulation.commitments {
      let amount =
        "\(number(outlook.commitment.quantity)) ×"
        + " \(simulation.product.billedUnit.text(in: language))"
      let last = day(outlook.end.adding(days: -1))
      notes.append(
        pick(
          "Un engagement de \(amount) court jusqu'au \(last) : ce qu'un mois n'en consomme pas est"
            + " facturé en plus.",
          "A commitment to \(amount) runs until \(last): what a month does not use of it is"
            + " charged besides."))
    }
    if !simulation.minimumMonthly.isZero {
      let amount = money(WideDecimal(simulation.minimumMonthly))
      notes.append(
        pick(
          "Le contrat a un minimum mensuel de \(amount) HT : un mois qui totalise moins est facturé"
            + " à ce montant.",
          "The contract has a monthly minimum of \(amount) excl. VAT: a month that totals less is"
            + " charged that."))
    }
    if let first = simulation.invoiceTermsDay {
      notes.append(
        pick(
          "Les conditions changent au cours du mois : la facture applique à tout le mois celles du"
            + " \(day(first)).",
          "Terms change within this month: an invoice takes those of \(day(first)) for all of it."))
    }
    return notes
  }
}
