import Catalogue
import Decimals

/// The charge model `graduated`: each tier prices its own part of the quantity.
struct Graduated {
  /// Their upper bounds rise and are inclusive; the last has none.
  let tiers: [Charge.Tier]

  /// A part for each tier that is entered: the quantity is above its lower bound. The first is
  /// entered at 0 too.
  func parts(of quantity: DecimalNumber) throws(DecimalError) -> [Pricing.Part] {
    var parts: [Pricing.Part] = []
    parts.reserveCapacity(tiers.count)
    var lower = DecimalNumber.zero
    for (index, tier) in tiers.enumerated() where index == 0 || quantity > lower {
      let upper = tier.upTo.map { min($0, quantity) } ?? quantity
      parts.append(try Pricing.Part(upper - lower, by: tiers, at: index))
      lower = tier.upTo ?? lower
    }
    return parts
  }
}
