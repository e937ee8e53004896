import Calendars
import Catalogue
import Invoicing
import PostgreSQL
import SQL

/// Proves what came since the last night whose audit found all in order: documents with their
/// chain, events, and what the contracts owe for the month that was billed. What was proved before
/// and changed since is found by `releve audit`, which examines everything.
struct AuditStage {
  private let night: Night
  private let connection: Connection
  private let nightlyRun: Int64

  init(_ night: Night, _ connection: Connection, nightlyRun: Int64) {
    self.night = night
    self.connection = connection
    self.nightlyRun = nightlyRun
  }

  func run(_ progress: (String) -> Void, _ work: inout StageWork) throws {
    // Before anything is examined: what comes meanwhile is the next night's.
    let reached = try mark(connection.query(.named("audit_mark_now")))
    let last = try mark(connection.query(.named("audit_mark_last")))
    guard let reached, reached != last else {
      work.notes.append("nothing has come since the last audit")
      return
    }
    progress("documents and events since the last audit")
    var result = try Audit(connection).run(after: last)
    if reached.invoice != last?.invoice ?? 0 {
      progress("what the contracts owe")
      let billing = try Billing(
        connection, directory: DocumentStore(connection).directory(), now: night.now)
      let owed = try billing.owedCheck(Period(containing: night.date).previous)
      result.add(owed.check, obstacles: owed.obstacles)
    }
    work.rows = result.checks.reduce(0) { $0 + $1.examined }
    if let check = result.firstBroken, let row = check.broken {
      work.matters.append(Matter("audit_failed", "\(check.name): \(row)"))
    } else {
      try connection.storingOnce {
        try connection.execute(
          .named("audit_mark_record"), nightlyRun, reached.ingestion, reached.invoice)
      }
    }
  }

  private func mark(_ rows: Rows) throws -> AuditMark? {
    try rows.first(Int32.self, Int64.self).map { AuditMark(ingestion: $0, invoice: $1) }
  }
}
