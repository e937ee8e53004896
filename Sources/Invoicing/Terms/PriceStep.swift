import Catalogue
public import Decimals
import Rating

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

extension PriceStep {
  /// The steps by which a charge came to a price of a quantity.
  static func steps(
    of charge: Charge, _ quantity: DecimalNumber, _ pricing: Pricing
  ) throws(DecimalError) -> [PriceStep] {
    var steps: [PriceStep] = []
    if let free = charge.included {
      steps.append(.included(free, rest: try max(quantity - free, .zero)))
    }
    for part in pricing.parts { steps += Self.steps(of: part, of: charge.model) }
    let difference = try pricing.unrounded - pricing.sum
    if let minimum = charge.minimum, !difference.isNegative, !difference.isZero {
      steps.append(.minimum(minimum, adds: difference))
    }
    if let maximum = charge.maximum, difference.isNegative {
      steps.append(.maximum(maximum, adds: difference))
    }
    return steps
  }

  private static func steps(
    of part: Pricing.Part, of model: Charge.Model
  ) -> [PriceStep] {
    guard let quantity = part.quantity, let price = part.unitPrice else {
      return part.flat.map { [.flat($0)] } ?? []
    }
    let amount = WideDecimal(quantity, times: price)
    switch model {
    case .flat, .perUnit: return [.units(quantity, at: price, amount)]
    case .package(let size, _): return [.packages(quantity, of: size, at: price, amount)]
    case .graduated:
      return [.tier(quantity, above: part.tier?.lower, at: price, amount)] + flat(of: part)
    case .volume:
      return [
        .reached(
          quantity, above: part.tier?.lower, upTo: part.tier?.upper, at: price, amount)
      ] + flat(of: part)
    }
  }

  private static func flat(of part: Pricing.Part) -> [PriceStep] {
    part.flat.map { [.tierFlat(part.tier?.number ?? 1, $0)] } ?? []
  }
}
