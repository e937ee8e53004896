import Calendars
import Decimals
public import Invoicing

/// The sales journal as CSV, for accounting software and spreadsheets: amounts are plain numbers,
/// and no text is taken for a formula.
public enum JournalCSV {
  /// The names of the columns, with a newline.
  public static let head =
    CSVLine.text(
      [
        "document", "date", "period", "organisation", "contract", "kind", "account",
        "vat_category", "vat_rate", "net", "vat", "gross", "currency",
      ].map(Listing.Cell.text)) + "\n"

  /// A row, with a newline.
  public static func line(_ entry: JournalEntry) -> String {
    let document = entry.document
    return CSVLine.text([
      .text(document.number), .text(document.issuedOn.description),
      .text(document.period.description), .text(document.organisation), .text(document.contract),
      .text(document.kind), .text(entry.account), .text(entry.vatCategory),
      .decimal(entry.vatRate), .decimal(entry.net.description), .decimal(entry.vat.description),
      .decimal(entry.gross.description), .text(document.currency),
    ]) + "\n"
  }
}
