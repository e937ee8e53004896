import Calendars
import Catalogue

extension Contract {
  /// The last month that ended at least the grace days ago, both in the contract's zone and on the
  /// date of the run, which is that of the documents.
  func lastPeriodDue(in night: Night) -> Period {
    let day = min(night.date, zone.date(of: night.now)).adding(days: -issue.graceDays)
    return Period(containing: day).previous
  }
}
