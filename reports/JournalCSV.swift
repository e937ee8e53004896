import Calendars
import Decimals
public import Invoicing

/// The sales journal as CSV, for accounting software and spreadsheets: amounts are plain numbers,
/// and no text is taken for a formula.
public enum JournalCSV {
  /// The names of the columns, with a newline.
  public static let head =
    CSVLine.text([
      "document", "date", "period", "organisation", "contract", "kind", "account", "vat_category",
      "vat_rate", "net", "vat", "gross", "currency",
    ]) + "\n"

  /// A row, with a newline.
  public static func line(_ entry: JournalEntry) -> String {
    let document = entry.document
    return CSVLine.text([
      CSVLine.inert(document.number), document.issuedOn.description, document.period.description,
      CSVLine.inert(document.organisation), CSVLine.inert(document.contract), document.kind,
      entry.account, entry.vatCategory, entry.vatRate, entry.net.description,
      entry.vat.description, entry.gross.description, document.currency,
    ]) + "\n"
  }
}
