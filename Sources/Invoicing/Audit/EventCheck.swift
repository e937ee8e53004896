import Calendars
import PostgreSQL
import SQL

/// Every event read has one outcome (read = accepted + duplicate + conflict + rejected), what was
/// accepted or kept aside is stored, and what is stored is what was accepted.
struct EventCheck {
  private let connection: Connection

  init(_ connection: Connection) { self.connection = connection }

  fileprivate struct Ingestion {
    let id: Int
    let file: String?
    let read: Int64
    let accepted: Int64
    let stored: Int64
  }

  /// Examines every event that was ever read; the contents only of those in a month, if one is
  /// named.
  ///
  /// After an ingestion only what later ones have read is examined, each by itself.
  func run(_ period: Period?, after ingestion: Int32? = nil) throws -> AuditCheck {
    var check = AuditCheck("events")
    let ingestions = try connection.query(.named("audit_ingestions"), ingestion)
      .decode(Int32.self, String?.self, Int64.self, Int64.self, Int64.self)
      .map { row in
        Ingestion(
          id: Int(row.0), file: row.1, read: row.2, accepted: row.3, stored: row.4)
      }
    let (archived, identities) =
      try connection
      .query(.named("audit_event_totals"), ingestion == nil)
      .single(Int64.self, Int64?.self)
    for ingestion in ingestions {
      check.examined += Int(ingestion.read)
      // What of it is in files of archived months is only known over all ingestions.
      guard
        archived == 0
          ? ingestion.stored != ingestion.accepted
          : ingestion.stored > ingestion.accepted
      else { continue }
      check.keep(ingestion.broken("accepted", found: ingestion.stored))
    }
    if let identities {
      let accepted = ingestions.reduce(0) { $0 + $1.accepted }
      let stored = ingestions.reduce(0) { $0 + $1.stored } + archived
      check.keep(
        Self.total("accepted", expected: accepted, found: stored, "events and voids stored"))
      check.keep(
        Self.total("accepted", expected: accepted, found: identities, "identities stored"))
    }
    for (id, kept, conflict, rejected) in try connection.query(.named("audit_batches_not_kept"))
      .decode(Int32.self, Int64.self, Int64.self, Int64.self)
    {
      check.keep(
        BrokenRow(
          ingestion: Int(id), column: "conflict + rejected", expected: "\(conflict + rejected)",
          found: "\(kept) in the quarantine"))
    }
    let span = period.map { Zone.default.span(of: $0) }
    for contents in [Statement.named("audit_event_contents"), .named("audit_void_contents")] {
      for (ingestion, line, source, id, column, expected, found) in try connection.query(
        contents, span?.from, span?.to, ingestion
      ).decode(
        Int32.self, Int64.self, String.self, String.self, String.self, String?.self, String?.self)
      {
        check.keep(
          BrokenRow(
            line: Int(line), ingestion: Int(ingestion), column: "\(column) of \(source) \(id)",
            expected: expected ?? "that of an accepted event", found: found ?? "null"))
      }
    }
    return check
  }

  private static func total(
    _ column: String, expected: Int64, found: Int64, _ what: String
  ) -> BrokenRow? {
    guard expected != found else { return nil }
    return BrokenRow(column: column, expected: "\(expected) \(what)", found: "\(found)")
  }
}

extension EventCheck.Ingestion {
  fileprivate func broken(_ column: String, found: Int64) -> BrokenRow {
    BrokenRow(
      ingestion: id, column: column,
      expected: "\(accepted) events and voids of \(file ?? "an unknown file")",
      found: "\(found) stored")
  }
}
