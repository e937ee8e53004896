public import Decimals

/// A row of the sales journal: what of a document is booked on an account, at one VAT rate.
///
/// Amounts are as owed: a credit note's are negative.
public struct JournalEntry: Hashable, Sendable {
  public let document: InvoiceArchive.Entry
  public let account: String
  public let vatCategory: String
  /// In percent, as the document has it.
  public let vatRate: String
  public let net: DecimalNumber
  /// The account's share of the VAT, which the document rounds once for all accounts.
  public let vat: DecimalNumber
  public let gross: DecimalNumber
}
