import ArgumentParser
import Calendars
import Catalogue
import Foundation
import Invoicing
import Reports

/// `releve audit`
struct AuditCommand: DatabaseCommanding {
  static let configuration = CommandConfiguration(
    commandName: "audit",
    abstract: "Recomputes what was issued and proves it, row by row.",
    discussion: """
      Checks: chain (each digest, from its text and the one before; the columns say what the \
      text says), numbers (no gap, no duplicate, in the order of the dates), lines (the ledger \
      has each line of each document), tax (VAT and totals, from the lines), once (one \
      document per contract, period and currency), applied (each version of a document that \
      was applied has the digest that it was recorded with), events (every event read has one \
      outcome, and is stored as it came), owed (what each contract owes, computed anew from \
      what is metered and the documents in force, is what it was billed and what the next \
      document would bill), credits (a missed commitment is credited once), classes (the five \
      classes of each component and month that has ended add up to what is covered), told \
      (credits that reports have told come out the same as of then; where usage has come or \
      was metered otherwise since, only whether there was one) and, with --head, head. With \
      --period columns, lines, totals, what is owed, what is stored of events and what \
      concerns service levels are of that month; the rest is examined as a whole. What has \
      changed since the last time is metered first; nothing else is written. With \
      --from-events, metered: what is metered is made anew from the events and compared, and \
      what owed rests on is proved too.

      The first row that is not what it must be is named, and the exit code is 3. Voids that wait \
      for their event, and obstacles that keep it from being known what a contract owes, are \
      listed, and open quarantine entries are not looked at: none of them is a failure.

      --head FILE is what `releve invoice head --format json` wrote at another time, kept where \
      nobody who can write to the database can: it proves that nothing up to then was changed \
      since.

      Examples:
        releve audit
        releve audit --period 2026-10 --head head-2026-09.json
        releve audit --from-events
      """)
  @OptionGroup var options: GlobalOptions
  @OptionGroup var format: FormatOption
  @Option(help: ArgumentHelp("Only documents of this month, YYYY-MM.", valueName: "month"))
  var period: Period?
  @Option(
    help: ArgumentHelp("Heads of the chains that were kept.", valueName: "file"),
    completion: .file(extensions: ["json", "ndjson"]))
  var head: String?
  @Flag(help: "Meter everything anew from the events and compare; takes as long as that does.")
  var fromEvents = false

  func run() throws {
    let heads = try head.map(heads)
    let connection = try database.connect()
    var result = try Audit(connection).run(period, heads: heads)
    let billing = try Billing(
      connection, directory: DocumentStore(connection).directory(), now: Clock.now)
    if fromEvents {
      let shown = MeteringProgress(console)
      defer { shown.finish() }
      result.add(try billing.meteredCheck(progress: shown.show), obstacles: [])
    }
    let owed = try billing.owedCheck(period)
    result.add(owed.check, obstacles: owed.obstacles)
    result.add(try billing.availabilityCheck(period), obstacles: [])
    result.add(try billing.toldCheck(period), obstacles: [])
    let format = format.resolved
    switch format {
    case .json: try JSONOutput.write(AuditReport(result), pretty: true)
    case .table, .ndjson, .csv: Console.output(try AuditReport.listing(result).text(format))
    }
    if !result.waitingVoids.isEmpty { tell(result.waitingVoids) }
    for obstacle in result.obstacles {
      console.info(
        "not known, so not examined: what \(obstacle.organisation ?? "") owes:"
          + " \(obstacle.message) [\(obstacle.code.rawValue)]")
    }
    guard let check = result.firstBroken, let row = check.broken else { return }
    console.warning("audit_failed", "\(check.name): \(row)")
    throw ExitStatus.needsPerson
  }

  private func tell(_ voids: [WaitingVoid]) {
    let named = voids.prefix(10).map { "\($0.event) (\($0.file), line \($0.line))" }
    let more = voids.count - named.count
    console.info(
      "voids that wait for their event: \(named.joined(separator: ", "))"
        + (more > 0 ? " and \(more) more" : ""))
  }

  private func heads(_ path: String) throws -> [InvoiceArchive.Head] {
    guard let data = FileManager.default.contents(atPath: path),
      let text = String(validating: data, as: UTF8.self)
    else { throw ValidationError("--head \(path) cannot be read") }
    guard let heads = InvoiceArchive.Head.heads(of: text) else {
      throw ValidationError(
        "--head \(path) does not have what `releve invoice head --format json` writes: series,"
          + " number, issued_on, documents and digest of each head")
    }
    if heads.isEmpty {
      console.warning(
        "no_head", "--head \(path) is of a time before the first document: it proves nothing")
    }
    return heads
  }
}
