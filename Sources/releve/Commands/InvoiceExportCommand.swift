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
      json is what `invoice show --format json` prints. csv has a row for each line, with figures \
      as they are printed, also on a credit note.

      With --period the output is a folder, which has a file for each document that bills the \
      month, and SHA256SUMS for `sha256sum -c`, written last. Run again, it makes only what is not \
      there as it should be; killed anywhere and run again, it ends in the same folder. Another \
      export into the folder waits. Files are called by the documents' numbers, in which what is \
      no ASCII letter, digit, full stop, underscore or hyphen is written as %2F. A document that \
      cannot be written in the format is named, the others are written, and the exit code is 3.

      Examples:
        releve invoice export FR-2026-000001 --as html --output invoice.html
        releve invoice export --period 2026-10 --as csv --output invoices-2026-10
      """)
  @OptionGroup var options: GlobalOptions
  @Option(
    name: .customLong("as"), help: ArgumentHelp("The format.", valueName: "format"))
  var format: InvoiceFormat
  @Option(help: ArgumentHelp("All documents that bill this month, YYYY-MM.", valueName: "month"))
  var period: Period?
  @Option(help: "Of a month, only this organisation; may be repeated.")
  var organisation: [String] = []
  @Option(
    help: ArgumentHelp(
      "The file, default standard output; of a month, the folder.", valueName: "path"),
    completion: .file())
  var output: String?
  @Argument(help: "The document's number.") var number: String?

  func validate() throws {
    guard (number == nil) != (period == nil) else {
      throw ValidationError("name one document by its number, or a month with --period")
    }
    if number != nil, !organisation.isEmpty {
      throw ValidationError("--organisation is for a month: give --period with it")
    }
    if output?.isEmpty ?? false { throw ValidationError("--output is empty") }
    if period != nil, output == nil {
      throw ValidationError("a month is written into a folder: name it with --output")
    }
    if output == nil, format.isBinary, Console.outputIsTerminal {
      throw ValidationError(
        "\(format.rawValue) is not for a terminal: name a file with --output, or redirect the"
          + " output")
    }
  }

  func run() throws {
    if let number { try exportDocument(number) }
    if let period, let output { try exportMonth(period, into: output) }
  }

  private func exportDocument(_ number: String) throws {
    let document = try InvoiceArchive(database.connect()).document(number)
    let bytes = try format.bytes(document)
    guard let output else { return Console.output(bytes: bytes) }
    try WholeFile.write(bytes, to: output)
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
    let format = format
    let export = DocumentExport(
      month,
      .init(
        name: "\(format.rawValue) by releve \(Releve.configuration.version)",
        fileExtension: format.fileExtension, render: { try format.bytes($0) }))
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
      "\(output): \(outcome.made) written, \(outcome.kept) there already; check them with"
        + " `sha256sum -c \(ExportFolder.manifestName)`")
  }
}
