import Calendars
import PostgreSQL
import SQL

/// The ends of the series: what a next document follows. They are read once, where they are first
/// asked for.
struct SeriesHeads {
  /// The last document of a series.
  struct Head {
    var year: Int
    var sequence: Int
    var issuedOn: LocalDate
    var digest: String
  }

  private let connection: Connection
  /// nil where a series has no document yet.
  private var heads: [String: Head?] = [:]

  init(_ connection: Connection) { self.connection = connection }

  /// Throws `InvoicingError` where a series has a document of a later date.
  mutating func check(_ date: LocalDate, in series: String) throws {
    guard let head = try head(of: series), date < head.issuedOn else { return }
    throw InvoicingError.issueDateBeforeLastDocument(date, last: head.issuedOn, series: series)
  }

  /// What the next document of a series has: its number within the year, and the digest before it.
  mutating func next(
    in series: String, year: Int
  ) throws -> (sequence: Int, previousDigest: String) {
    guard let head = try head(of: series) else { return (1, InvoiceDocument.genesisDigest) }
    return (head.year == year ? head.sequence + 1 : 1, head.digest)
  }

  /// Takes note of a document that follows.
  mutating func append(_ head: Head, to series: String) { heads[series] = head }

  private mutating func head(of series: String) throws -> Head? {
    if let known = heads[series] { return known }
    let head = try connection.query(.named("series_last"), series)
      .decode(Int32.self, Int32.self, LocalDate.self, String.self).first
      .map { Head(year: Int($0.0), sequence: Int($0.1), issuedOn: $0.2, digest: $0.3) }
    heads[series] = .some(head)
    return head
  }
}
