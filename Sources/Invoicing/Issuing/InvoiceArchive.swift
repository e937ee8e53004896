public import Calendars
public import Decimals
public import PostgreSQL
import SQL

/// The issued documents.
public struct InvoiceArchive {
  /// What a list shows of a document. Amounts are as owed: a credit note's are negative.
  public struct Entry: Sendable {
    public let number: String
    public let kind: String
    public let organisation: String
    public let contract: String
    public let period: Period
    public let issuedOn: LocalDate
    public let currency: String
    public let net: DecimalNumber
    public let gross: DecimalNumber
  }

  private let connection: Connection

  public init(_ connection: Connection) { self.connection = connection }

  /// All documents in the order in which they were issued.
  public func entries() throws -> [Entry] {
    try connection.query(.named("invoice_list")).decode(
      String.self, String.self, String.self, String.self, LocalDate.self, LocalDate.self,
      String.self, DecimalNumber.self, DecimalNumber.self
    ).map { row in
      Entry(
        number: row.0, kind: row.1, organisation: row.2, contract: row.3,
        period: Period(containing: row.4), issuedOn: row.5, currency: row.6, net: row.7,
        gross: row.8)
    }
  }

  /// A document as it was issued, with its digest.
  public func document(_ number: String) throws -> InvoiceDocument {
    let rows = try connection.query(.named("invoice_document"), number)
      .decode(String.self, String.self)
    guard let (json, digest) = rows.first else { throw InvoicingError.unknownDocument(number) }
    return try InvoiceDocument(canonicalJSON: json, digest: digest)
  }
}
