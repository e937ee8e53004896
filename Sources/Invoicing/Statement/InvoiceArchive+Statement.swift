public import Calendars
import PostgreSQL
import SQL

extension InvoiceArchive {
  /// What an organisation was billed from the first of these months to the last.
  public func statement(
    of organisation: String, from: Period, to: Period
  ) throws -> AccountStatement {
    var statement = AccountStatement(
      organisation: organisation, from: from.description, to: to.description)
    try connection.stream(.named("statement_documents"), organisation, from.firstDay) { row in
      let (json, digest) = try row.single(String.self, String.self)
      try statement.add(try InvoiceDocument(canonicalJSON: json, digest: digest))
    }
    return statement
  }
}
