public import Calendars

/// Why documents cannot be issued at all, for anyone.
public enum InvoicingError: Error, Hashable, Sendable {
  case periodNotBegun(Period, today: LocalDate)
  case periodNotEnded(Period, ends: LocalDate)
  case issueDateInFuture(LocalDate, today: LocalDate)
  case issueDateBeforePeriodEnd(LocalDate, period: Period)
  case issueDateBeforeLastDocument(LocalDate, last: LocalDate, series: String)
  /// `nearest` are names that may have been meant.
  case unknownOrganisation(String, nearest: [String] = [])
  case unknownTenant(String)
  case unknownDocument(String)
  /// What was issued lacks a key, or has another value there than documents have.
  case unreadableDocument(String, key: String)

  /// A stable, machine-readable name.
  public var code: String {
    switch self {
    case .periodNotBegun: "period_not_begun"
    case .periodNotEnded: "period_not_ended"
    case .issueDateInFuture: "issue_date_in_future"
    case .issueDateBeforePeriodEnd: "issue_date_before_period_end"
    case .issueDateBeforeLastDocument: "issue_date_before_last_document"
    case .unknownOrganisation: "unknown_organisation"
    case .unknownTenant: "unknown_tenant"
    case .unknownDocument: "unknown_document"
    case .unreadableDocument: "unreadable_document"
    }
  }
}

extension InvoicingError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .periodNotBegun(let period, let today):
      "the period \(period) has not begun: today is \(today)"
    case .periodNotEnded(let period, let ends):
      "the period \(period) has not ended: it can be issued from \(ends) on; `invoice preview`"
        + " shows what it holds so far"
    case .issueDateInFuture(let date, let today):
      "the issue date \(date) is in the future: today is \(today)"
    case .issueDateBeforePeriodEnd(let date, let period):
      "the issue date \(date) is before the end of the period \(period), \(period.firstDayAfter)"
    case .issueDateBeforeLastDocument(let date, let last, let series):
      "the issue date \(date) is before \(last), the date of the last document of the series"
        + " \(series): dates follow the numbers"
    case .unknownOrganisation(let name, let nearest):
      "there is no organisation `\(name)`"
        + (nearest.isEmpty
          ? ": apply its document first"
          : "; did you mean \(nearest.map { "`\($0)`" }.joined(separator: " or "))?")
    case .unknownTenant(let name):
      "no organisation holds a tenant `\(name)`, now or ever"
    case .unknownDocument(let number):
      "there is no document with the number \(number); `invoice list` shows those there are"
    case .unreadableDocument(let number, let key):
      "the document \(number) cannot be read: `\(key)` is missing in what was issued, or is nothing"
        + " that this version of releve knows; `audit` says whether the document was changed since"
    }
  }
}
