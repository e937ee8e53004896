import Calendars
import Decimals
import PostgreSQL

/// A document as the database has it: its columns, its text and its lines. Numbers are the texts of
/// the columns: whatever was written there can be told.
struct StoredInvoice {
  let number: String
  let series: String
  let year: Int
  let sequence: Int
  let kind: String
  let organisation: String
  let contract: String
  let period: String
  let currency: String
  let issuedOn: LocalDate
  let net: String
  let gross: String
  /// The canonical JSON.
  let text: String
  let previousDigest: String
  let digest: String
  /// In their order; none of a document that is not wanted.
  let lines: [StoredLine]
  /// Whether an earlier audit has examined it: the next one of its series rests on it.
  let wasExamined: Bool
}

/// A line of the ledger, as owed; nil where the column is null.
struct StoredLine {
  let line: Int
  let period: String
  /// What an adjustment adjusts, else the line's own.
  let kind: String
  let product: String?
  let tenant: String?
  let sku: String?
  let priceVersion: String?
  let vatCategory: String
  let vatRate: String
  let currency: String
  let quantity: String?
  let amount: String
  let unitPrice: String?
  /// nil in lines of before it was kept, as are the other words and the span.
  let label: String?
  let unit: String?
  let service: String?
  let from: Instant?
  let to: Instant?
}

extension StoredInvoice {
  /// The row of the statement `audit_invoices`.
  init(_ rows: Rows) throws {
    let row = try rows.single(
      String.self, String.self, Int32.self, Int32.self, String.self, String.self, String.self,
      String.self, String.self, LocalDate.self, String.self, String.self, String.self, String.self,
      String.self, [Int32].self, [String].self, [String].self, [String?].self, [String?].self,
      [String?].self, [String?].self, [String].self, [String].self, [String].self, [String?].self,
      [String].self, [String?].self, [String?].self, [String?].self, [String?].self,
      [Instant?].self, [Instant?].self, Bool.self)
    self.init(
      number: row.0, series: row.1, year: Int(row.2), sequence: Int(row.3), kind: row.4,
      organisation: row.5, contract: row.6, period: row.7, currency: row.8, issuedOn: row.9,
      net: row.10, gross: row.11, text: row.12, previousDigest: row.13, digest: row.14,
      lines: row.15.indices.map { index in
        StoredLine(
          line: Int(row.15[index]), period: row.16[index], kind: row.17[index],
          product: row.18[index], tenant: row.19[index], sku: row.20[index],
          priceVersion: row.21[index], vatCategory: row.22[index], vatRate: row.23[index],
          currency: row.24[index], quantity: row.25[index], amount: row.26[index],
          unitPrice: row.27[index], label: row.28[index], unit: row.29[index],
          service: row.30[index], from: row.31[index], to: row.32[index])
      },
      wasExamined: row.33)
  }

  /// What is wrong with a column; nil where it has what is expected, byte for byte.
  func difference(
    _ column: String, expected: String?, found: String?, line: Int? = nil
  ) -> BrokenRow? {
    let (expected, found) = (expected ?? "null", found ?? "null")
    guard !expected.utf8.elementsEqual(found.utf8) else { return nil }
    return BrokenRow(
      document: number, line: line, column: column, expected: expected, found: found)
  }

  /// The same of a number, which is compared by its value.
  func difference(
    _ column: String, expected: DecimalNumber?, found: String?, line: Int? = nil
  ) -> BrokenRow? {
    guard expected == nil || found == nil || found?.number != expected else { return nil }
    return difference(
      column, expected: expected?.description, found: found, line: line)
  }
}

extension String {
  /// The number that a column or document has; nil where it is none.
  var number: DecimalNumber? { try? DecimalNumber(self, limits: .printed) }
}

extension InvoiceDocument {
  /// A number that the document prints, as it is owed; nil where it is none.
  func owedNumber(_ printed: String) -> DecimalNumber? {
    printed.number.map { kind == .creditNote ? $0.negated : $0 }
  }
}
