public import Decimals

/// The charge model `per_unit`: each billed unit costs the same.
public struct PerUnit: Sendable {
  /// The price of one billed unit, as written in the price list.
  public let unitPrice: DecimalNumber

  public init(unitPrice: DecimalNumber) { self.unitPrice = unitPrice }

  /// quantity × unit price, rounded once to the currency's minor digits (contract, section 4).
  public func amount(
    of quantity: DecimalNumber, in currency: Currency
  ) throws(DecimalError) -> DecimalNumber {
    try quantity.multiplied(by: unitPrice, roundedTo: currency.minorDigits)
  }
}
