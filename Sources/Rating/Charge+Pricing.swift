public import Catalogue
public import Decimals

extension Charge {
  /// What a quantity of 0 or more billed units costs (contract, section 2, "Charge models"): free
  /// units are taken off first, then the model prices the rest, then `minimum` and `maximum` bound
  /// the amount. At quantity 0 what is due whatever the quantity is due too.
  ///
  /// Throws `overflow` where the amount leaves what can be held exactly.
  public func pricing(of quantity: DecimalNumber) throws(DecimalError) -> Pricing {
    let due = try max(quantity - (included ?? .zero), .zero)
    let parts: [Pricing.Part] =
      switch model {
      case .flat(let amount): Flat(amount: amount).parts()
      case .perUnit(let unitPrice): PerUnit(unitPrice: unitPrice).parts(of: due)
      case .graduated(let tiers): try Graduated(tiers: tiers).parts(of: due)
      case .volume(let tiers): try Volume(tiers: tiers).parts(of: due)
      case .package(let size, let price): try Package(size: size, price: price).parts(of: due)
      }
    var sum = WideDecimal.zero
    for part in parts { sum = try sum + part.amount }
    return Pricing(parts: parts, unrounded: try bounded(sum))
  }

  private func bounded(_ sum: WideDecimal) throws(DecimalError) -> WideDecimal {
    if let minimum = minimum.map(WideDecimal.init), try sum.isLess(than: minimum) {
      return minimum
    }
    if let maximum = maximum.map(WideDecimal.init), try maximum.isLess(than: sum) {
      return maximum
    }
    return sum
  }
}
