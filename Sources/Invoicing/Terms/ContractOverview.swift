public import Calendars
public import Catalogue
public import Decimals

/// A contract's terms as they are in force on a local day, and what is left of its commitments.
public struct ContractOverview: Sendable {
  public enum Phase: String, Sendable {
    case notBegun = "not_begun"
    case running
    case ended
  }

  /// What is left of a commitment.
  public struct Remainder: Sendable {
    public let outlook: CommitmentOutlook
    public let months: DecimalNumber
    /// What is still due if nothing more is used; nil where a month has no price.
    public let earlyExitCost: DecimalNumber?
    /// Why there is no cost; nil where there is one.
    public let obstacle: Obstacle?
  }

  public let contract: Contract
  public let day: LocalDate
  public let phase: Phase
  public let priceList: PriceList
  /// The first day of the price list's version in force; nil before the first.
  public let priceVersion: LocalDate?
  public let vat: VATRule?
  /// In document order.
  public let discounts: [Discount]
  /// Per month; 0 where there is none.
  public let minimumMonthly: DecimalNumber
  /// Those in force, and those to come; by product, then date.
  public let overrides: [PriceOverride]
  public let commitments: [Remainder]

  /// Before the contract begins its first day's terms are shown, after its end those of its last.
  ///
  /// Throws `TermsError`, or `DecimalError` where a cost cannot be held.
  public init(_ contract: Contract, on day: LocalDate, directory: Directory) throws {
    let last = contract.to.map { $0.adding(days: -1) }
    let begun = max(day, contract.from)
    let termsDay = last.map { min($0, begun) } ?? begun
    let priceList = try directory.priceList(named: contract.priceList)
    let products = directory.products
    self.contract = contract
    self.day = day
    self.priceList = priceList
    phase = day < contract.from ? .notBegun : last.map { $0 < day } ?? false ? .ended : .running
    priceVersion = priceList.version(on: termsDay)?.from
    vat = contract.vat.version(on: termsDay)?.value
    discounts = contract.discounts.version(on: termsDay)?.value ?? []
    minimumMonthly = contract.minimumMonthly.version(on: termsDay)?.value ?? .zero
    overrides = contract.overrides.filter { override in
      let next = contract.overrides.contains {
        $0.product == override.product && $0.from > override.from && $0.from <= termsDay
      }
      return !next
    }.sorted { ($0.product, $0.from) < ($1.product, $1.from) }
    commitments = try contract.commitmentOutlooks(on: day).map { outlook in
      let months = try outlook.remainingMonths()
      do {
        let cost = try outlook.earlyExitCost(by: priceList, products: products)
        return Remainder(outlook: outlook, months: months, earlyExitCost: cost, obstacle: nil)
      } catch let obstacle as Obstacle {
        return Remainder(
          outlook: outlook, months: months, earlyExitCost: nil, obstacle: obstacle)
      }
    }
  }
}
