public import Decimals

/// What a quantity costs by a charge, and how that comes about.
public struct Pricing: Sendable {
  /// A part of a price: a tier that was entered, the packages, the units, or what is due whatever
  /// the quantity.
  public struct Part: Sendable {
    /// What the part prices: units, or started packages; nil where nothing is counted.
    public let quantity: DecimalNumber?
    /// What one of them costs.
    public let unitPrice: DecimalNumber?
    /// What is due besides, whatever the quantity.
    public let flat: DecimalNumber?
    /// quantity × unit price + flat, exactly.
    public let amount: WideDecimal

    init(_ quantity: DecimalNumber, at unitPrice: DecimalNumber, flat: DecimalNumber? = nil)
      throws(DecimalError)
    {
      self.quantity = quantity
      self.unitPrice = unitPrice
      self.flat = flat
      let amount = WideDecimal(quantity, times: unitPrice)
      self.amount = if let flat { try amount + WideDecimal(flat) } else { amount }
    }

    init(flat: DecimalNumber) {
      quantity = nil
      unitPrice = nil
      self.flat = flat
      amount = WideDecimal(flat)
    }
  }

  public let parts: [Part]
  /// The sum of the parts, exact.
  public let sum: WideDecimal
  /// The sum, no less than the charge's minimum and no more than its maximum; exact.
  public let unrounded: WideDecimal

  /// The amount in a currency, rounded once (contract, section 4).
  public func amount(in currency: Currency) throws(DecimalError) -> DecimalNumber {
    try unrounded.rounded(to: currency.minorDigits)
  }
}
