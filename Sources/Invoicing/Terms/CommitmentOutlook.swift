public import Calendars
public import Catalogue
public import Decimals

/// How long a commitment still holds on a local day, and what it costs to stop using its product.
public struct CommitmentOutlook: Sendable {
  /// A commitment that ends within so many days is told of: notice takes two months (rule G11).
  public static let soonDays = 60

  public let commitment: QuantityCommitment
  public let contract: Contract
  public let day: LocalDate
  /// The first local day on which it no longer holds: after its months, or the contract's first
  /// day after its end.
  public let end: LocalDate

  public init(_ commitment: QuantityCommitment, of contract: Contract, on day: LocalDate) {
    self.commitment = commitment
    self.contract = contract
    self.day = day
    end = contract.to.map { min($0, commitment.to) } ?? commitment.to
  }

  /// From the day to the end; 0 where it has ended.
  public var daysLeft: Int { max(end.daysSinceEpoch - day.daysSinceEpoch, 0) }

  /// Whether it ends within `soonDays`, and has not ended.
  public var endsSoon: Bool { (1...Self.soonDays).contains(daysLeft) }

  /// The sum over the months from the day on of committed days ÷ days of the month, to 6 decimals.
  public func remainingMonths() throws(DecimalError) -> DecimalNumber {
    let sum = months.reduce(0) { sum, month in
      sum + month.terms.days(from: month.left.from, to: month.left.to)
        * (Self.dayCountMultiple / month.terms.period.dayCount)
    }
    return try WideDecimal(DecimalNumber(sum)).divided(by: Self.dayCountMultiple, roundedTo: 6)
  }

  /// A multiple of 28, 29, 30 and 31.
  private static let dayCountMultiple = 377_580

  /// What is still due up to the commitment's end where nothing is used any more from the day on
  /// (rules D4 and G11): month by month as it would be billed, at the charge that is in force then
  /// as far as it is known now.
  ///
  /// Where the price list chooses its version by the date of issue, that is the first day after
  /// each month. Throws `Obstacle` where a month has no price.
  func earlyExitCost(
    by priceList: PriceList, products: [String: Product]
  ) throws -> DecimalNumber {
    try months.reduce(DecimalNumber.zero.rounded(to: priceList.currency.minorDigits)) {
      sum, month in
      let prices = MonthPrices(
        month.terms, priceList, issueDate: month.terms.period.firstDayAfter)
      let lines = try AgreedLines(prices: prices, products: products)
        .lines(of: [month.left], beside: [])
      return try lines.reduce(sum) { try $0 + $1.amount }
    }
  }

  /// The months from the day on that the commitment touches, with what is left of it.
  private var months: [(terms: MonthTerms, left: QuantityCommitment)] {
    guard let left = commitment.remaining(from: day) else { return [] }
    var months: [(MonthTerms, QuantityCommitment)] = []
    var period = Period(containing: left.from)
    while period.firstDay < end {
      if let terms = MonthTerms(contract, period) { months.append((terms, left)) }
      period = period.next
    }
    return months
  }
}

extension Contract {
  /// Its commitments as they stand on a local day, in document order.
  public func commitmentOutlooks(on day: LocalDate) -> [CommitmentOutlook] {
    commitments.map { CommitmentOutlook($0, of: self, on: day) }
  }
}
