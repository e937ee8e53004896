import BigInt
import Calendars

/// A line of a document, as owed: what a credit note shows has the other sign.
struct ModelLine {
  enum Kind: String, CaseIterable {
    case usage, commitment
    case oneOff = "one_off"
    case discount, minimum
    case serviceCredit = "service_credit"
  }

  /// What is owed under a key less what was billed under it is what a document bills.
  struct Key: Hashable {
    let period: Period
    let kind: Kind
    var product: String?
    var tenant: String?
    var sku: String?
    let priceVersion: String
    let vat: ModelVATGroup
  }

  let key: Key
  /// nil where the line is of several services, or of none.
  var service: String?
  let span: TimeSpan
  /// In millionths of billed units.
  var quantity: BigInt
  /// As it was written; nil where the charge is not a plain price, and of what is due once.
  var plainPrice: ExactDecimal?
  /// In minor units.
  var amount: BigInt
  /// The charge of the whole organisation, where it is not a plain price, with its quantity.
  var pricing: (charge: World.Charge, quantity: BigInt)?
  /// Of a service credit: how the commitment was kept, and its target, in percent.
  var kept: (availability: ExactFraction, target: ExactFraction)?
}

extension ModelLine {
  /// The printed price: that of what is due once is its amount.
  func unitPrice(minorDigits: Int) -> ExactDecimal? {
    guard ![.usage, .commitment].contains(key.kind) else { return plainPrice }
    return ExactDecimal(
      value: ExactFraction(amount, over: BigInt(10).power(minorDigits)),
      text: amount.text(scale: minorDigits))
  }
}

/// A category and a rate of VAT; rates are compared by value.
struct ModelVATGroup: Hashable {
  let category: String
  /// In billionths of a percent.
  let rate: BigInt

  init(_ treatment: World.Terms.VAT) {
    category = treatment.category
    rate = treatment.rate.value.rounded(to: 9)
  }

  /// The group of a printed category and rate.
  init(category: String, rate: BigInt) {
    self.category = category
    self.rate = rate
  }

  /// The tax on a base, both in minor units, rounded once.
  func tax(on base: BigInt) -> BigInt {
    (ExactFraction(base) * ExactFraction(rate, over: BigInt(10).power(11))).rounded(to: 0)
  }

  static func precedes(_ one: ModelVATGroup, _ other: ModelVATGroup) -> Bool {
    one.category == other.category ? one.rate < other.rate : one.category < other.category
  }
}
