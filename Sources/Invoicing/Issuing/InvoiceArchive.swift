public import Calendars
public import Decimals
public import PostgreSQL
import SQL

/// The issued documents.
public struct InvoiceArchive {
  /// What a list or a journal says of a document. Amounts are as owed: a credit note's are
  /// negative.
  public struct Entry: Hashable, Sendable {
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

  /// What a list is narrowed to; nil and empty are for all.
  public struct Filter: Sendable {
    public var organisations: [String] = []
    public var contracts: [String] = []
    /// The first and the last month that is billed.
    public var from: Period?
    public var to: Period?
    /// The month of the date of issue.
    public var issuedIn: Period?
    public var kind: InvoiceDocument.Kind?
    public var series: String?
    /// The year of the number.
    public var year: Int?

    public init() {}
  }

  /// The last document of a series: whoever keeps its digest can tell later whether anything up to
  /// it was changed.
  public struct Head: Hashable, Sendable {
    public let series: String
    public let number: String
    public let issuedOn: LocalDate
    /// How many documents the series has up to it, over all years.
    public let documents: Int
    /// 64 hex digits.
    public let digest: String
  }

  let connection: Connection

  public init(_ connection: Connection) { self.connection = connection }

  /// The documents that a filter lets through, in the order in which they were issued.
  public func entries(_ filter: Filter = Filter()) throws -> [Entry] {
    try connection.query(
      .named("invoice_list"), filter.organisations, filter.contracts, filter.from?.firstDay,
      filter.to?.firstDay, filter.issuedIn?.firstDay, filter.issuedIn?.firstDayAfter,
      filter.kind?.rawValue, filter.series, filter.year.map { Int32(clamping: $0) }
    ).decode(
      String.self, String.self, String.self, String.self, LocalDate.self, LocalDate.self,
      String.self, DecimalNumber.self, DecimalNumber.self
    ).map { row in
      Entry(
        number: row.0, kind: row.1, organisation: row.2, contract: row.3,
        period: Period(containing: row.4), issuedOn: row.5, currency: row.6, net: row.7,
        gross: row.8)
    }
  }

  /// The heads of the chains of digests, by series.
  public func heads() throws -> [Head] {
    try connection.query(.named("invoice_heads"))
      .decode(String.self, String.self, LocalDate.self, Int64.self, String.self)
      .map { row in
        Head(
          series: row.0, number: row.1, issuedOn: row.2, documents: Int(row.3), digest: row.4)
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
