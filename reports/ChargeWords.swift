import Catalogue
import Decimals

extension Charge {
  /// The charge in words, prices as they are written: `10.80 per unit, the first 2 free`.
  var words: String {
    let base: String =
      switch model {
      case .flat(let amount): "\(amount) flat"
      case .perUnit(let unitPrice): "\(unitPrice) per unit"
      case .graduated(let tiers): "graduated: \(Self.words(tiers))"
      case .volume(let tiers): "volume: \(Self.words(tiers))"
      case .package(let size, let price): "\(price) per started package of \(size.plain)"
      }
    return
      ([
        base, included.map { "the first \($0.plain) free" }, minimum.map { "at least \($0)" },
        maximum.map { "at most \($0)" },
      ].compactMap(\.self)).joined(separator: ", ")
  }

  private static func words(_ tiers: [Tier]) -> String {
    tiers.enumerated().map { index, tier in
      let bound = tier.upTo.map { "up to \($0.plain) at " } ?? (index > 0 ? "above at " : "at ")
      return bound + tier.unitPrice.description + (tier.flat.map { " and \($0) flat" } ?? "")
    }.joined(separator: ", ")
  }
}
