import Calendars
import Catalogue
import Decimals

/// What a contract has agreed to and this version of Relevé cannot bill yet: it stands in the way
/// of the periods for which it would change what is owed, and of no other.
///
/// Service levels and components stand in nobody's way: credits are due after a claim only, and no
/// claim can be recorded yet.
struct UnbilledTerms {
  private let contract: Contract
  private let period: Period
  /// The days of the period that the contract covers, from `first` to before `end`.
  private let first: LocalDate
  private let end: LocalDate

  init(_ contract: Contract, _ period: Period) {
    self.contract = contract
    self.period = period
    first = max(contract.from, period.firstDay)
    end = min(contract.to ?? period.firstDayAfter, period.firstDayAfter)
  }

  /// The VAT of a service in the whole period. Throws `Obstacle` where it changes within it.
  func treatment(of service: String) throws(Obstacle) -> VATTreatment {
    let rules = contract.vat.values(from: first, to: end)
    let treatments = Set(rules.map { $0.treatment(of: service) })
    guard treatments.count == 1, let treatment = treatments.first else {
      throw contract.obstacle(
        .vatChangesInPeriod,
        "the `vat` of \(contract.name) changes within \(period); this version of Relevé bills a VAT"
          + " that holds for the whole month only")
    }
    return treatment
  }

  /// Throws `Obstacle` where a used product has a price of the contract's own.
  func checkOverrides(_ product: String) throws(Obstacle) {
    guard contract.overrides.contains(where: { $0.product == product && $0.from < end }) else {
      return
    }
    throw unbilled("overrides", "the price of \(product)")
  }

  /// Throws `Obstacle` where the period's usage is not all that is owed.
  func check(_ lines: [OwedLine]) throws {
    if contract.charges.contains(where: { $0.period == period && !$0.amount.isZero }) {
      throw unbilled("charges", "what is owed")
    }
    if try contract.commitments.contains(where: { try isDue($0, beside: lines) }) {
      throw unbilled("commitments", "what is owed")
    }
    let discounts = contract.discounts.values(from: first, to: end).joined()
    if discounts.contains(where: { isGiven($0, on: lines) }) {
      throw unbilled("discounts", "what is owed")
    }
    let sum = try lines.reduce(DecimalNumber.zero) { try $0 + $1.amount }
    if contract.minimumMonthly.values(from: first, to: end).contains(where: { $0 > sum }) {
      throw unbilled("minimum_monthly", "what is owed")
    }
  }

  /// Whether more is committed in the period than was used.
  private func isDue(
    _ commitment: QuantityCommitment, beside lines: [OwedLine]
  ) throws -> Bool {
    guard commitment.from < end, first < commitment.to else { return false }
    let used = try lines.filter { $0.product.name == commitment.product }
      .reduce(DecimalNumber.zero) { try $0 + $1.quantity }
    return commitment.quantity > used
  }

  private func isGiven(_ discount: Discount, on lines: [OwedLine]) -> Bool {
    !discount.percent.isZero
      && lines.contains { !$0.amount.isZero && discount.concerns($0.product.service) }
  }

  private func unbilled(_ key: String, _ what: String) -> Obstacle {
    contract.obstacle(
      .contractKeyNotSupported,
      "`\(key)` of \(contract.name) changes \(what) for \(period), and this version of Relevé does"
        + " not bill it yet")
  }
}
