public import Decimals

/// A step of the arithmetic by which a charge prices a quantity; amounts are exact.
public enum PriceStep: Sendable {
  /// Units that are free, of which `rest` are left to be priced.
  case included(DecimalNumber, rest: DecimalNumber)
  case units(DecimalNumber, at: DecimalNumber, WideDecimal)
  /// The part of a quantity that lies in a tier: above a bound, nil for the first.
  case tier(DecimalNumber, above: DecimalNumber?, at: DecimalNumber, WideDecimal)
  /// The whole quantity at the price of the tier that it reaches; nil where the tier is open.
  case reached(
    DecimalNumber, above: DecimalNumber?, upTo: DecimalNumber?, at: DecimalNumber, WideDecimal)
  /// What is due besides for a tier, by its number from 1.
  case tierFlat(Int, DecimalNumber)
  /// Started packages of a size.
  case packages(DecimalNumber, of: DecimalNumber, at: DecimalNumber, WideDecimal)
  /// The same whatever the quantity.
  case flat(DecimalNumber)
  /// The sum is below the charge's minimum, or above its maximum, which is due instead: with what
  /// that adds to the sum.
  case minimum(DecimalNumber, adds: WideDecimal)
  case maximum(DecimalNumber, adds: WideDecimal)
}
