import ArgumentParser
import Calendars
import Catalogue
import Invoicing
import Operations
import PostgreSQL
import Reports
import Synchronization

/// `releve invoice export`
struct InvoiceExportCommand: DatabaseCommanding {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Writes documents as files: one, or those of a month.",
    discussion: """
      pdf is the document as pages (PDF/A-3a, PDF/UA-1), facturx the same with the electronic \
      invoice inside (Factur-X, profile EN 16931), cii and ubl are the electronic invoice alone, \
      within the French rules for tax platforms. html stands alone and prints. csv has a row for \
      each line, with figures as they are printed, also on a credit note. json is what \
      `invoice show --format json` prints.

      With --period the output is a folder, which has a file for each document that bills the \
      month, and SHA256SUMS for `sha256sum -c`, written last. Run again, it makes only what is not \
      there as it should be; killed anywhere and run again, it ends in the same folder. Another \
      export into the folder waits. Files are called by the documents' numbers, in which what is \
      no ASCII letter, digit, full stop, underscore or hyphen is written as %2F. A document that \
      cannot be written in the format is named, the others are written, and the exit code is 3.

      Examples:
        releve invoice export FR-2026-000001 --as pdf --output invoice.pdf
        releve invoice export --period 2026-10 --as facturx --output invoices-2026-10
      """)
  @OptionGroup var options: GlobalOptions
  @Option(
    name: .customLong("as"),
    help: ArgumentHelp(
      "The format.",
      // So that who leaves it out is told what there is.
      valueName: InvoiceFormat.allCases.map(\.rawValue).joined(separator: "|")))
  var format: InvoiceFormat
  @Option(help: ArgumentHelp("All documents that bill this month, YYYY-MM.", valueName: "month"))
  var period: Period?
  @Option(help: "Of a month, only this organisation; may be repeated.")
  var organisation: [String] = []
  @Option(
    help: ArgumentHelp(
      "The file, or - for standard output, the default; of a month, the folder.",
      valueName: "path"),
    completion: .file())
  var output: String?
  @Flag(
    help: ArgumentHelp(
      "On pages (pdf, facturx): with six months' costs by service, and each day's quantities.",
      discussion: "The annex shows what is metered now: what came since is among it."))
  var annex = false
  @Argument(help: "The document's number.") var number: String?

  /// nil for standard output, which `-` names too.
  private var place: String? { output == "-" ? nil : output }

  func validate() throws {
    guard (number == nil) != (period == nil) else {
      throw ValidationError("name one document by its number, or a month with --period")
    }
    if number != nil, !organisation.isEmpty {
      throw ValidationError("--organisation is for a month: give --period with it")
    }
    if output?.isEmpty ?? false { throw ValidationError("--output is empty") }
    if period != nil, place == nil {
      throw ValidationError("a month is written into a folder: name it with --output")
    }
    if annex, !format.hasPages {
      throw ValidationError("--annex is for pages: give --as pdf or --as facturx with it")
    }
    if place == nil, format.isBinary, Console.outputIsTerminal {
      throw ValidationError(
        "\(format.rawValue) is not for a terminal: name a file with --output, or redirect the"
          + " output")
    }
  }

  func run() throws {
    if let number { try exportDocument(number) }
    if let period, let place { try exportMonth(period, into: place) }
  }

  private func exportDocument(_ number: String) throws {
    let connection = try database.connect()
    let document = try InvoiceArchive(connection).document(number)
    let supplements = try DocumentSupplements(
      connection, for: format, annex: annex, now: Clock.now)
    let bytes = try InvoiceRenderer(format)
      .bytes(document, with: supplements.supplement(of: document, connection))
    guard let place else { return Console.output(bytes: bytes) }
    try WholeFile.write(bytes, to: place)
  }

  private func exportMonth(_ period: Period, into output: String) throws {
    let connection = try database.connect()
    let month = InvoiceArchive.MonthOfDocuments(
      period: period, organisations: try organisationNames(connection))
    let count = try InvoiceArchive(connection).count(month)
    guard count > 0 else {
      return console.info("nothing to export: no document bills \(period)")
    }
    let line = Mutex(ProgressLine(isOn: console.isTalkative, isForced: false))
    defer { line.withLock { $0.finish() } }
    let folder = try ExportFolder(output) {
      Interruption.endIfReceived()
      line.withLock { $0.show("another export works in \(output): waiting until it has ended") }
    }
    let supplements = try DocumentSupplements(
      connection, for: format, annex: annex, now: Clock.now)
    let format = format
    let export = DocumentExport(
      month,
      .init(
        name: "\(format.rawValue)\(supplements.name) by releve \(Releve.configuration.version)",
        fileExtension: format.fileExtension,
        renderer: { connection in
          let renderer = InvoiceRenderer(format)
          return { document in
            try renderer.bytes(document, with: supplements.supplement(of: document, connection))
          }
        }))
    let outcome = try export.run(into: folder, connect: database.connector()) { outcome in
      line.withLock { $0.show("exported \(outcome.count) of \(count)") }
    }
    line.withLock { $0.finish() }
    tell(outcome, output)
    if !outcome.failures.isEmpty { throw ExitStatus.needsPerson }
  }

  /// Those that were asked for; documents are read about them alone.
  private func organisationNames(_ connection: Connection) throws -> [String] {
    guard !organisation.isEmpty else { return [] }
    let directory = try DocumentStore(connection).directory(of: organisation)
    return try organisation.map { try directory.organisation(named: $0).name }
  }

  private func tell(_ outcome: DocumentExport.Outcome, _ output: String) {
    for (number, error) in outcome.failures {
      let failure = Failure(error)
      console.warning(
        failure?.code ?? "export_failed",
        "\(number) is not exported: \(failure?.message ?? "\(error)")")
    }
    console.info(
      "\(output): \(outcome.made) written, \(outcome.kept) there already; to check them, run"
        + " `sha256sum -c \(ExportFolder.manifestName)` in the folder")
  }
}
