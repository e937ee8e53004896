import Calendars
import Catalogue

/// An organisation with those of its contracts that are due for a period: all of them are billed or
/// none.
struct DueCustomer: Sendable {
  let organisation: String
  /// By name.
  let contracts: [Contract]
}

extension [DueCustomer] {
  /// The customers in their order, in batches that are read and written at once. A contract counts
  /// as many months as its document for the period goes back to.
  func batches(for period: Period) -> [[DueCustomer]] {
    var batches: [[DueCustomer]] = []
    var months = 0
    for customer in self {
      let own = customer.contracts.reduce(0) { months, contract in
        months + Draft.months(contract, upTo: period, Ledger()).count
      }
      // Whoever has no contract counts nothing, and may be the first.
      if batches.isEmpty || months + own > Self.monthsMax {
        batches.append([])
        months = 0
      }
      batches[batches.count - 1].append(customer)
      months += own
    }
    return batches
  }

  /// Bounds the memory of a batch; larger ones were measured to gain nothing.
  private static let monthsMax = 250
}
