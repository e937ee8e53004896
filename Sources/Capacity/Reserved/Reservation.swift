public import Catalogue
public import Decimals

/// What a tenant has and pays for, and how much of it is used.
public struct Reservation: Hashable, Sendable {
  /// What is used of what was reserved.
  public enum Use: Hashable, Sendable {
    /// Memory of a host's running machines, or storage that is taken, of what there is.
    case size(DataSize, of: DataSize)
    /// How many backups are kept.
    case backups(Int)
    /// How many adapters are on the network.
    case adapters(Int)
  }

  public let resource: BillableResource
  public let product: Product
  /// As it is billed: in the product's unit.
  public let quantity: DecimalNumber
  /// nil where the provider's API does not tell, or the part was not read.
  public let use: Use?
  /// What it costs a month, net; nil where there is no price, or nobody who pays.
  public let monthlyCost: DecimalNumber?

  /// What of the month's cost pays for what is not used: the unused share, or all where nothing is
  /// used. Half up to the digits of the cost; nil where use or cost is not known.
  public let unusedCost: DecimalNumber?

  init(
    _ resource: BillableResource, _ product: Product, quantity: DecimalNumber, use: Use?,
    monthlyCost: DecimalNumber?
  ) throws(DecimalError) {
    self.resource = resource
    self.product = product
    self.quantity = quantity
    self.use = use
    self.monthlyCost = monthlyCost
    unusedCost = try monthlyCost.flatMap { cost throws(DecimalError) in
      try Self.unused(of: cost, use)
    }
  }

  private static func unused(
    of cost: DecimalNumber, _ use: Use?
  ) throws(DecimalError) -> DecimalNumber? {
    switch use {
    case nil: nil
    case .size(let used, let whole): try cost.share(of: max(whole - used, .zero), in: whole)
    case .backups(let count), .adapters(let count):
      count == 0 ? cost : try DecimalNumber.zero.rounded(to: cost.scale)
    }
  }
}

extension DecimalNumber {
  /// This amount × part ÷ whole, half up to its own digits; 0 of nothing.
  func share(of part: DataSize, in whole: DataSize) throws(DecimalError) -> DecimalNumber {
    guard whole > .zero else { return try DecimalNumber.zero.rounded(to: scale) }
    return try WideDecimal(self, times: DecimalNumber(part.bytes))
      .divided(by: Int(whole.bytes), roundedTo: scale)
  }
}
