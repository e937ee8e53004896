import Calendars
import Catalogue

/// A contract with the periods that it has not been issued for.
struct PendingContract {
  let contract: Contract
  /// The period after that of its last document, else its first.
  let first: Period
  /// The month of the contract's last day; nil where it is open.
  private let last: Period?
  /// The period that the run is for: after a contract's end, the only one that can have a document,
  /// of adjustments.
  private let named: Period

  init(_ contract: Contract, issued: Period?, named: Period) {
    self.contract = contract
    self.named = named
    first = issued?.next ?? Period(containing: contract.from)
    last = contract.to.map { Period(containing: $0.adding(days: -1)) }
  }

  /// Whether the contract can have a document for a period.
  func includes(_ period: Period) -> Bool {
    guard first <= period else { return false }
    return last.map { period <= $0 } ?? true || period == named
  }
}
