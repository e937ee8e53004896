import Catalogue
import Decimals

/// The charge model `volume`: the tier that is reached prices the whole quantity.
struct Volume {
  /// Their upper bounds rise and are inclusive; the last has none.
  let tiers: [Charge.Tier]

  /// One part: that of the first tier whose upper bound is not below the quantity.
  func parts(of quantity: DecimalNumber) throws(DecimalError) -> [Pricing.Part] {
    let reached = tiers.firstIndex { tier in tier.upTo.map { quantity <= $0 } ?? true }
    guard let reached else { return [] }
    return [try Pricing.Part(quantity, by: tiers, at: reached)]
  }
}
