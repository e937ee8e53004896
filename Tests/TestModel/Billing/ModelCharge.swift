import BigInt

/// What a quantity costs, by the words of contract.md, section 2, "Charge models".
extension World.Charge {
  /// The unit price of a plain `per_unit` charge: nothing else is set.
  var plainUnitPrice: ExactDecimal? {
    guard case .perUnit(let price) = model, included == nil, minimum == nil, maximum == nil else {
      return nil
    }
    return price
  }

  /// The model's name in documents.
  var name: String {
    switch model {
    case .flat: "flat"
    case .perUnit: "per_unit"
    case .graduated: "graduated"
    case .volume: "volume"
    case .package: "package"
    }
  }

  /// The size of a package.
  var size: ExactDecimal? { if case .package(let size, _) = model { size } else { nil } }

  /// The exact price of what was used; nothing is charged without usage.
  func price(of quantity: ExactFraction) -> ExactFraction {
    guard !quantity.isZero else { return .zero }
    let due = max(quantity - (included?.value ?? .zero), .zero)
    let atLeast = minimum.map { max(amount(of: due), $0.value) } ?? amount(of: due)
    return maximum.map { min(atLeast, $0.value) } ?? atLeast
  }

  private func amount(of quantity: ExactFraction) -> ExactFraction {
    switch model {
    case .flat(let amount):
      return amount.value
    case .perUnit(let price):
      return quantity * price.value
    case .package(let size, let price):
      return (quantity / size.value).ceiling * price.value
    case .graduated(let tiers):
      let bounds = [.zero] + tiers.compactMap(\.upTo?.value)
      return zip(tiers, bounds).enumerated().reduce(.zero) { sum, entry in
        let (index, (tier, lower)) = entry
        guard quantity > lower || index == 0 else { return sum }
        let part = min(quantity, tier.upTo?.value ?? quantity) - lower
        return sum + part * tier.unitPrice.value + (tier.flat?.value ?? .zero)
      }
    case .volume(let tiers):
      guard let reached = tiers.first(where: { $0.upTo.map { quantity <= $0.value } ?? true })
      else { return .zero }
      return quantity * reached.unitPrice.value + (reached.flat?.value ?? .zero)
    }
  }

  /// An amount in minor units over quantities, by largest remainder: each gets its whole share, and
  /// what is left goes unit by unit to the largest remainders, of equal ones to the first.
  static func allotted(_ amount: BigInt, to quantities: [BigInt]) -> [BigInt] {
    let total = quantities.reduce(0, +)
    let magnitude = BigInt(amount.magnitude)
    var shares = quantities.map { magnitude * $0 / total }
    let remainders = quantities.map { magnitude * $0 % total }
    let byRemainder = quantities.indices.sorted { one, other in
      remainders[one] == remainders[other]
        ? one < other : remainders[one] > remainders[other]
    }
    for place in byRemainder.prefix(Int(magnitude - shares.reduce(0, +))) { shares[place] += 1 }
    return shares.map { amount.sign == .minus ? -$0 : $0 }
  }
}
