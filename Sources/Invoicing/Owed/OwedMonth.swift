import Calendars
import Catalogue

/// A month of a contract, as it is priced.
struct OwedMonth {
  let contract: Contract
  let period: Period
  /// The date of the first document that bills the month: by it a price list may choose its version
  /// (see `MonthPrices`).
  let issueDate: LocalDate
  /// A list that stands in the place of the contract's; nil for its own.
  var priceList: PriceList?
}
