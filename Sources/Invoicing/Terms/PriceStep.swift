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
    for (index, part) in pricing.parts.enumerated() {
      steps += Self.steps(of: part, at: index, of: charge.model)
    }
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
    of part: Pricing.Part, at index: Int, of model: Charge.Model
  ) -> [PriceStep] {
    guard let quantity = part.quantity, let price = part.unitPrice else {
      return part.flat.map { [.flat($0)] } ?? []
    }
    let amount = WideDecimal(quantity, times: price)
    switch model {
    case .flat, .perUnit: return [.units(quantity, at: price, amount)]
    case .package(let size, _): return [.packages(quantity, of: size, at: price, amount)]
    case .graduated(let tiers):
      let lower = index > 0 ? tiers[index - 1].upTo : nil
      return [.tier(quantity, above: lower, at: price, amount)]
        + flat(of: part, tier: index + 1)
    case .volume(let tiers):
      let place = tiers.firstIndex { tier in tier.upTo.map { quantity <= $0 } ?? true } ?? 0
      let lower = place > 0 ? tiers[place - 1].upTo : nil
      return [
        .reached(quantity, above: lower, upTo: tiers[place].upTo, at: price, amount)
      ] + flat(of: part, tier: place + 1)
    }
  }

  private static func flat(of part: Pricing.Part, tier: Int) -> [PriceStep] {
    part.flat.map { [.tierFlat(tier, $0)] } ?? []
  }
}
