public import Calendars
public import Catalogue

/// The prices of one contract.
public struct Tariff: Sendable {
  /// A charge with the version of the price list that it stands in.
  public struct PricedCharge: Hashable, Sendable {
    public let charge: Charge
    /// `LIST@DATE`.
    public let version: String
  }

  /// Why a product's usage in a period has no price.
  public enum Gap: Error, Hashable, Sendable {
    /// No version in force has a price of the product.
    case noPrice
    /// The charge changes within the period: this version cannot split it.
    case priceChanges(on: LocalDate)
  }

  private let priceList: PriceList

  public init(_ priceList: PriceList) { self.priceList = priceList }

  /// The charge of a product for the days from `first` to before `end`: that of the version in
  /// force on the first day.
  public func charge(
    of product: String, from first: LocalDate, to end: LocalDate
  ) throws(Gap) -> PricedCharge {
    let version = priceList.version(on: first)
    let charge = version?.charges[product]
    let change = priceList.versions.first { other in
      other.from > first && other.from < end && other.charges[product] != charge
    }
    if let change { throw .priceChanges(on: change.from) }
    guard let version, let charge else { throw .noPrice }
    return PricedCharge(charge: charge, version: "\(priceList.name)@\(version.from)")
  }
}
