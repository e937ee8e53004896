public import BigInt
public import Catalogue
public import Decimals

/// The slow, obvious reading of the charge models: integers without bounds, in units of 10^-27.
///
/// Quantities have at most 18 digits after the point and prices 9, so that every amount is whole.
public struct ModelPrice {
  /// In units of 10^-27.
  public let amount: BigInt

  private static let quantityDigits = 18
  private static let priceDigits = 9
  private static let amountDigits = 27

  /// What a quantity of 0 or more costs.
  public init(of quantity: DecimalNumber, by charge: Charge) {
    let free = charge.included.map(Self.units) ?? 0
    let due = max(Self.units(quantity) - free, 0)
    let priced: BigInt =
      switch charge.model {
      case .flat(let amount): Self.money(amount)
      case .perUnit(let price): due * Self.price(price)
      case .graduated(let tiers): Self.graduated(due, tiers)
      case .volume(let tiers): Self.volume(due, tiers)
      case .package(let size, let price):
        // The quotient is rounded up: what is left over is a package too.
        (due + Self.units(size) - 1) / Self.units(size) * Self.money(price)
      }
    let least = charge.minimum.map(Self.money) ?? priced
    let most = charge.maximum.map(Self.money) ?? max(priced, least)
    amount = min(max(priced, least), most)
  }

  /// Half away from zero.
  public func rounded(to digits: Int) -> BigInt {
    let unit = BigInt(10).power(Self.amountDigits - digits)
    let magnitude = (BigInt(amount.magnitude) * 2 + unit) / (unit * 2)
    return amount < 0 ? -magnitude : magnitude
  }

  private static func graduated(_ due: BigInt, _ tiers: [Charge.Tier]) -> BigInt {
    var sum: BigInt = 0
    for (index, tier) in tiers.enumerated() {
      let lower = index == 0 ? 0 : bound(tiers[index - 1]) ?? due
      let upper = bound(tier) ?? max(due, lower)
      sum += max(min(due, upper) - lower, 0) * price(tier.unitPrice)
      if index == 0 || due > lower { sum += tier.flat.map(money) ?? 0 }
    }
    return sum
  }

  private static func volume(_ due: BigInt, _ tiers: [Charge.Tier]) -> BigInt {
    // One tier for each bound that is passed.
    let passed = tiers.count { tier in bound(tier).map { $0 < due } ?? false }
    let reached = tiers[passed]
    return due * price(reached.unitPrice) + (reached.flat.map(money) ?? 0)
  }

  private static func bound(_ tier: Charge.Tier) -> BigInt? { tier.upTo.map(units) }

  private static func units(_ quantity: DecimalNumber) -> BigInt {
    whole(quantity, quantityDigits)
  }

  private static func price(_ price: DecimalNumber) -> BigInt { whole(price, priceDigits) }

  private static func money(_ amount: DecimalNumber) -> BigInt { whole(amount, amountDigits) }

  private static func whole(_ number: DecimalNumber, _ digits: Int) -> BigInt {
    BigInt(number.coefficient) * BigInt(10).power(digits - number.scale)
  }
}
