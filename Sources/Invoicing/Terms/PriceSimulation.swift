public import Calendars
public import Catalogue
public import Decimals
public import Rating

/// What a quantity of a product would cost on a day, and how that comes about: the charge that is
/// in force, and, under a contract, its discounts and VAT on that day.
///
/// It is the price of this quantity alone. What a contract's other terms could add stands in
/// `commitments` and `minimumMonthly`, and is not reckoned.
public struct PriceSimulation: Sendable {
  /// A discount that concerns the product's service.
  public struct DiscountTaken: Sendable {
    public let discount: Discount
    /// What the discounts before it leave, exactly.
    public let base: WideDecimal
    /// In the currency's minor digits, rounded once; above 0 where it lowers the price.
    public let amount: DecimalNumber
  }

  public struct Tax: Sendable {
    public let treatment: VATTreatment
    /// Of the net amount, rounded once.
    public let amount: DecimalNumber
  }

  public let product: Product
  public let day: LocalDate
  /// As it was asked for, in billed units.
  public let asked: DecimalNumber
  /// What is billed: rounded to 6 decimals, then up where every started unit is due.
  public let quantity: DecimalNumber
  /// nil where a price list alone prices.
  public let contract: Contract?
  public let currency: Currency
  public let priced: Tariff.PricedCharge
  /// nil where nothing is used: then nothing is charged (contract, section 2, "Charge models").
  public let pricing: Pricing?
  /// The same as a document's lines have it.
  public let documentPricing: InvoiceDocument.Pricing?
  public let steps: [PriceStep]
  /// Before discounts, in the currency's minor digits.
  public let amount: DecimalNumber
  /// One after the other, in document order.
  public let discounts: [DiscountTaken]
  public let net: DecimalNumber
  /// nil without a contract.
  public let tax: Tax?
  /// With VAT where there is a contract.
  public let total: DecimalNumber
  /// How those of the contract on the product that hold on the day go on.
  public let commitments: [CommitmentOutlook]
  /// The contract's, on the day; 0 where there is none.
  public let minimumMonthly: DecimalNumber
  /// The day whose terms an invoice of the month takes for all of it, where they differ from those
  /// of `day` (contract, section 4, "Lines", 3); nil where they do not.
  public let invoiceTermsDay: LocalDate?

  /// Prices billed units of 0 or more; by the list alone where there is no contract.
  ///
  /// Throws `TermsError.noPrice`, and `DecimalError` where an amount cannot be held.
  public init(
    of asked: DecimalNumber, _ product: Product, on day: LocalDate, by priceList: PriceList,
    contract: Contract?
  ) throws {
    let tariff = Tariff(priceList, of: contract)
    guard let priced = tariff.charge(of: product.name, on: day) else {
      throw TermsError.noPrice(product: product.name, priceList: priceList.name, on: day)
    }
    let currency = priceList.currency
    let quantity = try product.billedQuantity(metered: asked.rounded(to: 6).normalised)
    let pricing = quantity.isZero ? nil : try priced.charge.pricing(of: quantity)
    let amount =
      try pricing?.amount(in: currency) ?? DecimalNumber.zero.rounded(to: currency.minorDigits)
    let discounts =
      try contract?.discounts.version(on: day)
      .map { try Self.take($0.value, from: amount, of: product, in: currency) } ?? []
    let net = try discounts.reduce(amount) { try $0 - $1.amount }
    tax = try contract?.vat.version(on: day).map {
      try Tax(treatment: $0.value.treatment(of: product.service), on: net, in: currency)
    }
    total = try net + (tax?.amount ?? .zero)
    self.product = product
    self.day = day
    self.asked = asked
    self.quantity = quantity
    self.contract = contract
    self.currency = currency
    self.priced = priced
    self.pricing = pricing
    documentPricing = pricing.map {
      InvoiceDocument.Pricing(priced.charge, quantity: quantity, $0, amount: amount)
    }
    steps = try documentPricing?.steps() ?? []
    self.amount = amount
    self.discounts = discounts
    self.net = net
    commitments = contract.map { Self.commitments(of: $0, to: product, on: day) } ?? []
    minimumMonthly = contract?.minimumMonthly.version(on: day)?.value ?? .zero
    invoiceTermsDay = contract.flatMap {
      Self.invoiceTermsDay(of: $0, day, product, priceList, priced)
    }
  }

  private static func take(
    _ discounts: [Discount], from amount: DecimalNumber, of product: Product,
    in currency: Currency
  ) throws(DecimalError) -> [DiscountTaken] {
    var sums = DiscountedSums<String>()
    try sums.add(amount, of: product.service, in: "")
    var taken: [DiscountTaken] = []
    for discount in discounts where discount.concerns(product.service) {
      for part in try sums.take(discount, in: currency) {
        taken.append(DiscountTaken(discount: discount, base: part.base, amount: part.amount))
      }
    }
    return taken
  }

  private static func commitments(
    of contract: Contract, to product: Product, on day: LocalDate
  ) -> [CommitmentOutlook] {
    contract.commitments.filter { $0.product == product.name && $0.from <= day }
      .map { CommitmentOutlook($0, of: contract, on: day) }.filter { $0.daysLeft > 0 }
  }

  /// Whatever is not divided within a month is that of the first day that the contract covers.
  private static func invoiceTermsDay(
    of contract: Contract, _ day: LocalDate, _ product: Product, _ priceList: PriceList,
    _ priced: Tariff.PricedCharge
  ) -> LocalDate? {
    guard let terms = MonthTerms(contract, Period(containing: day)) else { return nil }
    let prices = MonthPrices(terms, priceList, issueDate: day)
    let service = product.service
    let discounts = { day in
      contract.discounts.version(on: day)?.value.filter { $0.concerns(service) }.map(\.percent)
    }
    let vat = contract.vat.version(on: day)?.value.treatment(of: service)
    let isSame =
      vat == terms.vat.treatment(of: service) && discounts(day) == discounts(terms.first)
      && (!prices.stretches(of: product).isEmpty
        || (try? prices.charge(of: product).charge) == priced.charge)
    return isSame ? nil : terms.first
  }
}

extension PriceSimulation.Tax {
  fileprivate init(
    treatment: VATTreatment, on net: DecimalNumber, in currency: Currency
  ) throws(DecimalError) {
    self.treatment = treatment
    amount = try net.multiplied(by: treatment.rate.hundredth, roundedTo: currency.minorDigits)
  }
}
