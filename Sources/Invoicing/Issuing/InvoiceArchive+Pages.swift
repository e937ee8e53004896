public import Calendars
import PostgreSQL
import SQL

extension InvoiceArchive {
  /// What bills a month.
  public struct MonthOfDocuments: Sendable {
    public let period: Period
    /// Empty for all.
    public let organisations: [String]

    public init(period: Period, organisations: [String]) {
      self.period = period
      self.organisations = organisations
    }
  }

  /// A document as it is stored: what tells it from others, and the rest where it is asked for.
  public struct StoredDocument: Sendable {
    /// Rises with the numbers of a series.
    public let id: Int64
    public let number: String
    /// 64 hex digits.
    public let digest: String
    private let canonicalJSON: String

    fileprivate init(id: Int64, number: String, digest: String, canonicalJSON: String) {
      self.id = id
      self.number = number
      self.digest = digest
      self.canonicalJSON = canonicalJSON
    }

    public func document() throws -> InvoiceDocument {
      try InvoiceDocument(canonicalJSON: canonicalJSON, digest: digest)
    }
  }

  /// How many documents bill a month.
  public func count(_ month: MonthOfDocuments) throws -> Int {
    let rows = try connection.query(
      .named("invoice_export_count"), month.period.firstDay, month.organisations
    ).decode(Int64.self)
    return rows.first.map { Int($0) } ?? 0
  }

  /// The first of those behind an id, in the order in which they were issued; `limit` at most.
  public func page(
    _ month: MonthOfDocuments, after id: Int64, limit: Int
  ) throws -> [StoredDocument] {
    try connection.query(
      .named("invoice_export_page"), month.period.firstDay, month.organisations, id, Int64(limit)
    ).decode(Int64.self, String.self, String.self, String.self).map { row in
      StoredDocument(id: row.0, number: row.1, digest: row.3, canonicalJSON: row.2)
    }
  }
}
