import ArgumentParser
import Calendars
import Catalogue
import Invoicing
import Reports
import ServiceLevels

/// `releve sla reconcile`
struct ReconcileCommand: DatabaseCommanding {
  enum Format: String, CaseIterable, ExpressibleByArgument { case table, json }

  static let configuration = CommandConfiguration(
    commandName: "reconcile",
    abstract: "Puts side by side what monitoring and customers said of a month.",
    discussion: """
      Who said what of each outage; tickets without an outage and outages without a ticket, which \
      need a person (then the exit code is 3); outages within announced maintenance; claims that \
      came after their deadline; and how fast tickets were answered, announced maintenance of the \
      component not counted.

      --tolerance looks with another number of minutes by which a ticket may come before its \
      outage; reports and credits keep to 15.

      Example: releve sla reconcile --period 2026-10 --organisation acme
      """)
  @OptionGroup var options: GlobalOptions
  @Option(help: .month) var period: Period
  @Option(help: "Only this organisation.") var organisation: String?
  @Option(help: ArgumentHelp("Minutes by which a ticket may come first.", valueName: "minutes"))
  var tolerance = AvailabilityMeter.usualToleranceMinutes
  @Option(help: .knownAt) var knownAt: Instant?
  @Option(help: "fr or en, of a table; default the organisation's, else en.")
  var language: Language?
  @Option(help: "table or json; table on a terminal, json when piped.") var format: Format?

  func validate() throws {
    guard (0...44_640).contains(tolerance) else {
      throw ValidationError("--tolerance is \(tolerance): 0 to 44640 minutes are expected")
    }
  }

  func run() throws {
    let connection = try database.connect()
    let directory = try DocumentStore(connection).directory(of: organisation.map { [$0] } ?? [])
    let customer = try organisation.map { try directory.organisation(named: $0) }
    let reconciliation = try Reconciler(
      connection, directory: directory, knownAt: knownAt, toleranceMinutes: tolerance
    ).reconciliation(of: period, organisation: organisation)
    switch format ?? (Console.outputIsTerminal ? .table : .json) {
    case .table:
      Console.output(
        ReconciliationText(reconciliation, in: language ?? customer?.language ?? .english).text())
    case .json: Console.output(bytes: reconciliation.json)
    }
    guard !reconciliation.needsPerson else { throw ExitStatus.needsPerson }
  }
}
