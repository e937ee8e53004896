import ArgumentParser
import Calendars
import Operations
import Reports

/// `releve reconcile`
struct UsageReconciliationCommand: DatabaseCommanding {
  static let configuration = CommandConfiguration(
    commandName: "reconcile",
    abstract: "Follows a month from the events that were read to what was billed of them.",
    discussion: """
      What must add up exactly: what the runs of ingest read is accepted, a duplicate, a conflict \
      or rejected, and what was accepted is stored; by SKU and local day, the events that no void \
      has cancelled are the ones that metering has counted; by contract and SKU, what is due of a \
      metered quantity is billed or pending. Where something does not, it is named with its \
      reason, and the exit code is 3; so it is where something stands in the way of billing, but \
      for a hold.

      What is only indicative stands apart: for each source, days without events between others, \
      days with many more or fewer than its median, and events whose time is later than the run \
      that read them, or days earlier. Conflicts and rejected events are those that are still open \
      and say a SKU and a time; duplicates are counted by run only.

      json has everything; ndjson and csv have a row for each day, quantity and oddity of a \
      source. What has changed is metered first; nothing else is written.

      Examples:
        releve reconcile --period 2026-10
        releve reconcile --period 2026-10 --format csv
      """)
  @OptionGroup var options: GlobalOptions
  @OptionGroup var format: FormatOption
  @Option(help: .month) var period: Period

  func run() throws {
    let connection = try database.connect()
    let progress = MeteringProgress(console)
    defer { progress.finish() }
    let reconciliation = try Reconciliation(
      connection, period, now: Clock.now, progress: progress.show)
    progress.finish()
    let format = format.resolved
    switch format {
    case .table: Console.output(try UsageReconciliationText(reconciliation).text())
    case .json: try JSONOutput.write(UsageReconciliationReport(reconciliation), pretty: true)
    case .ndjson, .csv:
      Console.output(try UsageReconciliationText.listing(reconciliation).text(format))
    }
    guard !reconciliation.differences.isEmpty else { return }
    for difference in reconciliation.differences where format != .table {
      console.warning(difference.reason.code, difference.message)
    }
    throw ExitStatus.needsPerson
  }
}
