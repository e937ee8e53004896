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

extension InvoiceArchive {
  /// The documents of the same organisation that had been issued when one was, itself among them,
  /// from a month on, in the order of their issue: what is told of them stays as it is, whatever is
  /// issued later.
  public func documents(
    from month: Period, upTo document: InvoiceDocument
  ) throws -> [InvoiceDocument] {
    var documents: [InvoiceDocument] = []
    var isPast = false
    try connection.stream(
      .named("statement_documents"), document.organisation, month.firstDay
    ) { row in
      let (json, digest) = try row.single(String.self, String.self)
      guard !isPast else { return }
      isPast = digest == document.digest
      documents.append(try InvoiceDocument(canonicalJSON: json, digest: digest))
    }
    return documents
  }
}
