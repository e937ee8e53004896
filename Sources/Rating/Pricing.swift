import Catalogue
public import Decimals

/// What a quantity costs by a charge, and how that comes about.
public struct Pricing: Sendable {
  /// A part of a price: a tier that was entered, the packages, the units, or what is due whatever
  /// the quantity.
  public struct Part: Sendable {
    /// A tier: the quantities above `lower`, nil for the first, up to `upper`, nil for the last.
    public struct Tier: Sendable {
      /// From 1.
      public let number: Int
      public let lower: DecimalNumber?
      public let upper: DecimalNumber?
    }

    /// What the part prices: units, or started packages; nil where nothing is counted.
    public let quantity: DecimalNumber?
    /// What one of them costs.
    public let unitPrice: DecimalNumber?
    /// What is due besides, whatever the quantity.
    public let flat: DecimalNumber?
    /// quantity × unit price + flat, exactly.
    public let amount: WideDecimal
    /// Where it is of a charge with tiers.
    public let tier: Tier?

    init(_ quantity: DecimalNumber, at unitPrice: DecimalNumber) {
      self.quantity = quantity
      self.unitPrice = unitPrice
      flat = nil
      amount = WideDecimal(quantity, times: unitPrice)
      tier = nil
    }

    /// The part of a quantity that is priced by the tier at a place, from 0.
    init(
      _ quantity: DecimalNumber, by tiers: [Charge.Tier], at place: Int
    ) throws(DecimalError) {
      let tier = tiers[place]
      self.quantity = quantity
      unitPrice = tier.unitPrice
      flat = tier.flat
      amount =
        try WideDecimal(quantity, times: tier.unitPrice)
        + (tier.flat.map(WideDecimal.init) ?? .zero)
      self.tier = Tier(
        number: place + 1, lower: place > 0 ? tiers[place - 1].upTo : nil, upper: tier.upTo)
    }

    init(flat: DecimalNumber) {
      quantity = nil
      unitPrice = nil
      self.flat = flat
      amount = WideDecimal(flat)
      tier = nil
    }
  }

  public let parts: [Part]
  /// The sum of the parts, no less than the charge's minimum and no more than its maximum; exact.
  public let unrounded: WideDecimal

  /// The amount in a currency, rounded once (contract, section 4).
  public func amount(in currency: Currency) throws(DecimalError) -> DecimalNumber {
    try unrounded.rounded(to: currency.minorDigits)
  }
}
