import Calendars
import Catalogue
import Decimals
import Invoicing

/// The words of a price that is explained, in a language.
struct PriceWords {
  let language: Language
  let style: NumberStyle
  let currency: Currency

  init(_ language: Language, currency: Currency) {
    self.language = language
    self.currency = currency
    style = NumberStyle(language)
  }

  func pick(_ french: String, _ english: String) -> String {
    language == .french ? french : english
  }

  var product: String { pick("Produit", "Product") }
  var customer: String { pick("Client", "Customer") }
  var date: String { pick("Date", "Date") }
  var price: String { pick("Prix", "Price") }
  var quantity: String { pick("Quantité", "Quantity") }
  var nothing: String {
    pick("Rien de consommé, rien de facturé", "Nothing is used, nothing is charged")
  }
  var exactAmount: String { pick("Montant exact", "Exact amount") }
  func rounded(_ digits: Int) -> String {
    pick("Arrondi à \(digits) décimales", "Rounded to \(digits) decimals")
  }

  /// A price, or an amount, as it is written.
  func money(_ amount: DecimalNumber) -> String {
    style.amount(amount.description, currency: currency.code)
  }

  /// An exact amount: with the currency's minor digits at least, and all that it has.
  func money(_ exact: WideDecimal) -> String {
    let text = exact.description
    let digits = text.split(separator: ".").dropFirst().first?.count ?? 0
    guard digits <= currency.minorDigits,
      let amount = try? exact.rounded(to: currency.minorDigits)
    else { return style.amount(text, currency: currency.code) }
    return money(amount)
  }

  /// An amount that stands in a sum.
  private func sum(_ amount: DecimalNumber) -> String { money(WideDecimal(amount)) }

  func number(_ number: DecimalNumber) -> String { style.text(number.plain) }

  func day(_ day: LocalDate) -> String { style.date(day.description) }

  func percent(_ percent: DecimalNumber) -> String {
    pick("\(number(percent))\u{A0}%", "\(number(percent))%")
  }

  /// What a step does, and what it adds to the price: nil where it adds nothing.
  func text(_ step: PriceStep) -> (text: String, amount: String?) {
    switch step {
    case .included(let free, let rest):
      (
        pick(
          "\(number(free)) sans frais, d'abord déduits : reste \(number(rest))",
          "\(number(free)) free, taken off first: \(number(rest)) left"), nil
      )
    case .units(let quantity, let price, let amount):
      (at(quantity, price), money(amount))
    case .tier(let quantity, nil, let price, let amount):
      (
        pick(
          "\(number(quantity)) en première tranche, à \(money(price))",
          "The first \(number(quantity)) at \(money(price))"), money(amount)
      )
    case .tier(let quantity, .some(let lower), let price, let amount):
      (
        pick(
          "\(number(quantity)) au-delà de \(number(lower)), à \(money(price))",
          "\(number(quantity)) above \(number(lower)) at \(money(price))"), money(amount)
      )
    case .reached(let quantity, let lower, let upper, let price, let amount):
      (at(quantity, price) + reach(lower, upper), money(amount))
    case .tierFlat(let tier, let amount):
      (pick("Forfait de la tranche \(tier)", "Flat amount of tier \(tier)"), sum(amount))
    case .packages(let count, let size, let price, let amount):
      (packages(count, size, price), money(amount))
    case .flat(let amount):
      (
        pick("Forfait, quelle que soit la quantité", "Flat amount, whatever the quantity"),
        sum(amount)
      )
    case .minimum(let amount, let difference):
      (
        pick("Porté au minimum de \(sum(amount))", "Raised to the minimum of \(sum(amount))"),
        money(difference)
      )
    case .maximum(let amount, let difference):
      (
        pick("Ramené au maximum de \(sum(amount))", "Cut to the maximum of \(sum(amount))"),
        money(difference)
      )
    }
  }

  private func at(_ quantity: DecimalNumber, _ price: DecimalNumber) -> String {
    pick("\(number(quantity)) à \(money(price))", "\(number(quantity)) at \(money(price))")
  }

  private func reach(_ lower: DecimalNumber?, _ upper: DecimalNumber?) -> String {
    let above = lower.map { pick("au-delà de \(number($0))", "above \(number($0))") }
    let upTo = upper.map { pick("jusqu'à \(number($0))", "up to \(number($0))") }
    let bounds = [above, upTo].compactMap(\.self).joined(separator: pick(" et ", " and "))
    return bounds.isEmpty ? "" : pick(", prix de tout \(bounds)", ", the price of all \(bounds)")
  }

  private func packages(
    _ count: DecimalNumber, _ size: DecimalNumber, _ price: DecimalNumber
  ) -> String {
    let isOne = count <= .one
    let (lots, packages) =
      isOne ? ("lot entamé", "started package") : ("lots entamés", "started packages")
    return pick(
      "\(number(count)) \(lots) de \(number(size)) à \(money(price))",
      "\(number(count)) \(packages) of \(number(size)) at \(money(price))")
  }
}
