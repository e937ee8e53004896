import ArgumentParser
import Calendars
import Catalogue
import Invoicing
import Reports
import ServiceLevels

/// `releve sla report`
struct ServiceLevelReportCommand: DatabaseCommanding {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Shows how commitments were kept in a month.",
    discussion: """
      Of each commitment: availability and target, the seconds that are left of the month's \
      budget, its components, and every outage with what of it counts and why not the rest. csv \
      and ndjson have a row for each component; html and pdf show the month as a calendar, also of \
      announced maintenance. A month that has not ended is measured as if nothing more happened \
      in it, and what is open went on.

      --known-at reports from what was known at an instant: the same as was reported then, \
      whatever came to be known since.

      Examples:
        releve sla report --period 2026-10 --organisation acme
        releve sla report --period 2026-10 --known-at 2026-11-03T09:00:00Z
        releve sla report --period 2026-10 --format pdf --output sla-2026-10.pdf
      """)
  @OptionGroup var options: GlobalOptions
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case table, json, ndjson, csv, html, pdf
  }

  @Option(help: "How it is written; default table on a terminal, json when piped.")
  var format: Format?
  @OptionGroup var output: OutputOption
  @Option(help: .month) var period: Period
  @Option(help: "Only this organisation.") var organisation: String?
  @Option(help: .knownAt) var knownAt: Instant?
  @Option(help: "fr or en, of a table, html or pdf; default each organisation's.")
  var language: Language?

  func validate() throws {
    if format == .pdf, output.file == nil, Console.outputIsTerminal {
      throw ValidationError(
        "pdf is not for a terminal: name a file with --output, or redirect the output")
    }
  }

  func run() throws {
    let connection = try database.connect()
    let wanted = organisation.map { [$0] } ?? []
    let store = DocumentStore(connection)
    let directory = try knownAt.map(store.directory(asOf:)) ?? store.directory(of: wanted)
    if let organisation { _ = try directory.organisation(named: organisation) }
    var report = try ServiceLevelReport(
      connection, directory: directory, period: period,
      organisations: organisation.map { [$0] } ?? directory.organisations.keys.sorted(),
      knownAt: knownAt)
    try ReportedCredits(connection, directory: directory)
      .add(to: &report, knownAt: knownAt, now: Clock.now)
    try write(report, directory.organisations)
    if report.results.isEmpty {
      console.info(
        "nothing to report for \(period): no contract has `service_levels` and `components` that"
          + " match a declared component")
    }
  }

  private func write(
    _ report: ServiceLevelReport, _ organisations: [String: Organisation]
  ) throws {
    switch format ?? (Console.outputIsTerminal ? .table : .json) {
    case .table:
      try output.write(
        try ServiceLevelText(
          report, organisations: organisations, in: language, width: Console.outputWidth
        ).text())
    case .json: try output.write(report.json)
    case .ndjson: try output.write(try ServiceLevelListing.listing(report).text(.ndjson))
    case .csv: try output.write(try ServiceLevelListing.listing(report).text(.csv))
    case .html:
      try output.write(
        try ServiceLevelPage(report, organisations: organisations, in: language).html())
    case .pdf:
      try output.write(
        try ServiceLevelPDF(report, organisations: organisations, in: language).bytes())
    }
  }
}
