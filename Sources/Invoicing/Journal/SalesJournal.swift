public import Calendars
public import Catalogue
import Decimals
public import PostgreSQL
import SQL

/// The sales journal: every issued document of a month, by account and VAT rate.
public struct SalesJournal {
  /// Which documents are wanted.
  public enum Month: Hashable, Sendable {
    /// Those that bill the month.
    case billed(Period)
    /// Those that are dated in the month.
    case issued(Period)
  }

  private let connection: Connection
  private let accounts: JournalAccounts

  /// `directory` has the accounts.
  public init(_ connection: Connection, directory: Directory) {
    self.connection = connection
    accounts = JournalAccounts(directory)
  }

  /// Hands on the rows in the order in which the documents were issued, within one by account, then
  /// VAT; read row by row, whatever their number.
  ///
  /// Throws `JournalError` where a document's lines do not add up to its totals.
  public func entries(_ month: Month, each: (JournalEntry) throws -> Void) throws {
    var (billed, issued): (Period?, Period?)
    switch month {
    case .billed(let period): billed = period
    case .issued(let period): issued = period
    }
    var sums: JournalSums?
    try connection.stream(
      .named("journal_lines"), billed?.firstDay, issued?.firstDay, issued?.firstDayAfter
    ) { rows in
      let row = try rows.single(
        String.self, String.self, String.self, String.self, LocalDate.self, LocalDate.self,
        String.self, DecimalNumber.self, DecimalNumber.self, String?.self, String?.self,
        String.self, String.self, DecimalNumber.self)
      if sums?.document.number != row.0 {
        try sums?.entries().forEach(each)
        sums = JournalSums(
          InvoiceArchive.Entry(
            number: row.0, kind: row.1, organisation: row.2, contract: row.3,
            period: Period(containing: row.4), issuedOn: row.5, currency: row.6, net: row.7,
            gross: row.8))
      }
      let account = accounts.account(contract: row.3, product: row.9, service: row.10)
      try sums?.add(row.13, on: account, vatCategory: row.11, vatRate: row.12)
    }
    try sums?.entries().forEach(each)
  }
}
