import Calendars
import Catalogue
import Decimals

/// A contract's terms in one month: whatever changes in it but prices, those of the first local day
/// that the contract covers hold for all of it (contract, section 4, "Lines", 3).
struct MonthTerms {
  let contract: Contract
  let period: Period
  /// What the contract covers of the month.
  let span: TimeSpan
  /// The local days covered, from `first` to before `end`.
  let first: LocalDate
  let end: LocalDate
  let vat: VATRule

  /// nil where the contract covers nothing of the month.
  init?(_ contract: Contract, _ period: Period) {
    first = max(contract.from, period.firstDay)
    end = min(contract.to ?? period.firstDayAfter, period.firstDayAfter)
    guard let span = contract.coverage(of: period), let vat = contract.vat.version(on: first) else {
      return nil
    }
    self.contract = contract
    self.period = period
    self.span = span
    self.vat = vat.value
  }

  /// How many local days are covered that lie from one day to before another.
  func days(from: LocalDate, to: LocalDate) -> Int {
    max(min(to, end).daysSinceEpoch - max(from, first).daysSinceEpoch, 0)
  }

  /// The local days covered.
  var dayCount: Int { days(from: first, to: end) }

  /// The part of the month from one local day to before another, as far as a span covers it.
  func part(of span: TimeSpan, from: LocalDate, to: LocalDate) -> TimeSpan? {
    let zone = contract.zone
    return TimeSpan(from: zone.start(of: from), to: zone.start(of: to))?.intersection(span)
  }

  /// The key of a line for this month.
  func key(
    _ kind: LineKind, _ treatment: VATTreatment, _ currency: Currency, priceVersion: String?,
    product: String? = nil
  ) -> BillingKey {
    BillingKey(
      period: period, kind: kind, product: product, tenant: nil, sku: nil,
      priceVersion: priceVersion, vatCategory: treatment.category.rawValue,
      vatRate: treatment.rate.description, currency: currency.code)
  }
}
