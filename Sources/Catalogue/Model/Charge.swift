public import Decimals
public import Documents

/// What a quantity of a product costs (contract, section 2, "Charge models").
public struct Charge: Hashable, Sendable {
  public enum Model: Hashable, Sendable {
    case flat(amount: DecimalNumber)
    case perUnit(unitPrice: DecimalNumber)
    case graduated([Tier])
    case volume([Tier])
    case package(size: DecimalNumber, price: DecimalNumber)

    /// The model's name in documents.
    public var name: String {
      switch self {
      case .flat: ModelName.flat.rawValue
      case .perUnit: ModelName.perUnit.rawValue
      case .graduated: ModelName.graduated.rawValue
      case .volume: ModelName.volume.rawValue
      case .package: ModelName.package.rawValue
      }
    }
  }

  /// One tier of a graduated or volume charge. Its upper bound is inclusive; the last has none.
  public struct Tier: Hashable, Sendable {
    public let upTo: DecimalNumber?
    public let unitPrice: DecimalNumber
    public let flat: DecimalNumber?
  }

  public let model: Model
  /// Free units, taken off first.
  public let included: DecimalNumber?
  /// The least and the most that the amount may be.
  public let minimum: DecimalNumber?
  public let maximum: DecimalNumber?

  /// The unit price of a plain `per_unit` charge: nothing else is set.
  public var plainUnitPrice: DecimalNumber? {
    guard included == nil, minimum == nil, maximum == nil,
      case .perUnit(let unitPrice) = model
    else { return nil }
    return unitPrice
  }
}

extension Charge {
  fileprivate enum ModelName: String, CaseIterable {
    case flat
    case perUnit = "per_unit"
    case graduated, volume, package
  }

  /// Reads `{ model: …, … }`.
  public init(_ node: DocumentNode) throws(DocumentError) {
    var charge = try node.mapping()
    switch try charge.required("model").choice(ModelName.self) {
    case .flat:
      model = .flat(amount: try charge.required("amount").decimal(.price))
    case .perUnit:
      model = .perUnit(unitPrice: try charge.required("unit_price").decimal(.price))
    case .graduated:
      model = .graduated(try Tier.list(charge.required("tiers")))
    case .volume:
      model = .volume(try Tier.list(charge.required("tiers")))
    case .package:
      model = .package(
        size: try charge.required("size").positive(),
        price: try charge.required("price").decimal(.price))
    }
    let includedNode = charge.optional("included")
    included = try includedNode?.decimal(.quantity)
    if let includedNode, let included, included.isNegative {
      throw includedNode.invalid("0 or more free units")
    }
    minimum = try charge.optional("minimum")?.decimal(.price)
    maximum = try charge.optional("maximum")?.decimal(.price)
    if let minimum, let maximum, maximum < minimum {
      throw node.error(.invalidValue, "the maximum \(maximum) is below the minimum \(minimum)")
    }
    try charge.finish()
  }
}

extension Charge.Tier {
  /// Reads tiers whose bounds rise and of which the last, and only the last, is open.
  static func list(_ node: DocumentNode) throws(DocumentError) -> [Charge.Tier] {
    let items = try node.list()
    var tiers: [Charge.Tier] = []
    tiers.reserveCapacity(items.count)
    for (index, item) in items.enumerated() {
      let tier = try Charge.Tier(item)
      let isLast = index == items.count - 1
      guard (tier.upTo == nil) == isLast else {
        throw item.error(
          .invalidValue, "the last tier, and only the last, is open: it has no `up_to`")
      }
      if let upTo = tier.upTo, upTo <= tiers.last?.upTo ?? .zero {
        throw item.error(.invalidValue, "`up_to` must rise from tier to tier, from above 0")
      }
      tiers.append(tier)
    }
    guard !tiers.isEmpty else { throw node.invalid("at least one tier") }
    return tiers
  }

  private init(_ node: DocumentNode) throws(DocumentError) {
    var tier = try node.mapping()
    upTo = try tier.optional("up_to")?.decimal(.quantity)
    unitPrice = try tier.required("unit_price").decimal(.price)
    flat = try tier.optional("flat")?.decimal(.price)
    try tier.finish()
  }
}
