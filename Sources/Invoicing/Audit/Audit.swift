public import Calendars
import Catalogue
public import PostgreSQL
import SQL

/// Recomputes what was issued and proves it: every check reads the rows as they are and names the
/// first that is not what it must be. Writes nothing; memory holds one document at a time.
public struct Audit {
  private let connection: Connection

  public init(_ connection: Connection) { self.connection = connection }

  /// Examines all documents, or those that bill a month; the chain of digests, the numbers, what
  /// was applied and the events always as a whole. `heads` are those that were kept outside. After
  /// a `mark` only the documents and ingestions are examined that came since it was set.
  public func run(
    _ period: Period? = nil, heads: [InvoiceArchive.Head]? = nil, after mark: AuditMark? = nil
  ) throws -> AuditResult {
    try connection.transaction(.snapshot) {
      var documents = DocumentChecks(
        period: period, numberings: try DocumentStore(connection).numberings(), heads: heads)
      try connection.stream(.named("audit_invoices"), period?.firstDay, mark?.invoice) { row in
        documents.examine(try StoredInvoice(row))
      }
      return AuditResult(
        period: period,
        checks: documents.finish(stray: try strayLine(after: mark)) + [
          try once(period), try AppliedCheck(connection).run(),
          try EventCheck(connection).run(period, after: mark?.ingestion),
        ],
        waitingVoids: try waitingVoids())
    }
  }

  /// Lines refer to their documents without a foreign key (see the migration `m0009_issuing`).
  private func strayLine(after mark: AuditMark?) throws -> BrokenRow? {
    try connection.query(.named("audit_stray_line"), mark?.invoice)
      .decode(Int32.self, String?.self, String.self, String.self, String.self).first
      .map { line, number, column, expected, found in
        BrokenRow(
          document: number, line: Int(line), column: column, expected: expected, found: found)
      }
  }

  /// A contract has one document per period and currency.
  private func once(_ period: Period?) throws -> AuditCheck {
    var check = AuditCheck("once")
    let (documents, contract, month, currency, numbers) =
      try connection
      .query(.named("audit_documents_twice"), period?.firstDay)
      .single(Int64.self, String?.self, LocalDate?.self, String?.self, [String]?.self)
    check.examined = Int(documents)
    if let contract, let month, let currency, let numbers {
      check.keep(
        BrokenRow(
          document: numbers.last, contract: contract, column: "period",
          expected: "one document for \(Period(containing: month)) in \(currency)",
          found: numbers.joined(separator: ", ")))
    }
    return check
  }

  private func waitingVoids() throws -> [WaitingVoid] {
    try connection.query(.named("audit_waiting_voids"))
      .decode(String.self, String.self, String.self, String?.self, String.self, Int64.self)
      .map { row in
        WaitingVoid(
          source: row.0, id: row.1, event: row.2, reason: row.3, file: row.4, line: row.5)
      }
  }
}
