public import Calendars
public import Catalogue

/// The prices that hold for one contract: its overrides, and what they leave of a price list.
public struct Tariff: Sendable {
  /// A charge with the version that it stands in.
  public struct PricedCharge: Hashable, Sendable {
    public let charge: Charge
    /// The price list; for an override, the contract.
    public let document: String
    /// The first day of its version.
    public let from: LocalDate
    public let isOverride: Bool

    /// `LIST@DATE`; for an override `CONTRACT@DATE`.
    public var version: String { "\(document)@\(from)" }
  }

  /// Days in a row on which a product has the same charge, or none.
  public struct Stretch: Hashable, Sendable {
    /// Its first day; it ends where the next stretch begins.
    public let from: LocalDate
    /// That of its first day; nil where the product has no price.
    public let charge: PricedCharge?
  }

  private let priceList: PriceList
  private let contract: Contract?

  /// The prices of a list; those of a contract where one is given.
  public init(_ priceList: PriceList, of contract: Contract? = nil) {
    self.priceList = priceList
    self.contract = contract
  }

  /// The charge of a product on a day: the latest override that has begun, else that of the list's
  /// version in force; nil where there is neither.
  public func charge(of product: String, on day: LocalDate) -> PricedCharge? {
    let override = overrides(of: product).filter { $0.from <= day }.max { $0.from < $1.from }
    if let override, let contract {
      return PricedCharge(
        charge: override.charge, document: contract.name, from: override.from, isOverride: true)
    }
    guard let version = priceList.version(on: day), let charge = version.charges[product] else {
      return nil
    }
    return PricedCharge(
      charge: charge, document: priceList.name, from: version.from, isOverride: false)
  }

  /// The days from `first` to before `end`, divided where the charge of a product changes. A new
  /// version with an equal charge changes nothing.
  public func stretches(
    of product: String, from first: LocalDate, to end: LocalDate
  ) -> [Stretch] {
    let changes = Set(dates(of: product)).filter { $0 > first && $0 < end }.sorted()
    return ([first] + changes).reduce(into: []) { stretches, day in
      let charge = charge(of: product, on: day)
      if let last = stretches.last, last.charge?.charge == charge?.charge { return }
      stretches.append(Stretch(from: day, charge: charge))
    }
  }

  /// Whether a version of the list, or an override of a product, begins after `first` and before
  /// `end`: in most months none does.
  public func mayChange(_ product: String, from first: LocalDate, to end: LocalDate) -> Bool {
    dates(of: product).contains { $0 > first && $0 < end }
  }

  private func dates(of product: String) -> [LocalDate] {
    priceList.versions.map(\.from) + overrides(of: product).map(\.from)
  }

  private func overrides(of product: String) -> [PriceOverride] {
    contract?.overrides.filter { $0.product == product } ?? []
  }
}
