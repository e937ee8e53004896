import ArgumentParser
import Operations
import PostgreSQL
import Reports

/// `releve doctor`
struct DoctorCommand: DatabaseCommanding {
  enum Format: String, CaseIterable, ExpressibleByArgument { case table, json }

  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Looks for what endangers data or makes figures wrong, before it does.",
    discussion: """
      Versions of program, libpq, server and schema; settings of the server with which a power cut \
      loses data, or damage goes unnoticed; rights that the program's role must not have; who may \
      write to the home folder and its inbox; free space; partitions for this month and the next; \
      zones, of which the program and the server must know the same; clocks. Writes nothing, but \
      that an embedded cluster is started, and its schema brought up to date.

      Each check is ok, warning, failure or unknown (it cannot be seen from here), with what to \
      do. The exit code is 3 where one is a failure.

      Example: releve doctor
      """)
  @OptionGroup var options: GlobalOptions
  @Option(help: "table or json; table on a terminal, json when piped.") var format: Format?

  func run() throws {
    let database = database
    let dataDirectory: String? =
      if case .embedded(let cluster) = database.place { cluster.dataDirectory } else { nil }
    let checks = try Doctor(
      database.connectToExamine(), home: database.home, dataDirectory: dataDirectory,
      version: Releve.configuration.version, now: { Clock.now }
    ).run()
    switch format ?? (Console.outputIsTerminal ? .table : .json) {
    case .table: Console.output(DoctorReport.text(checks))
    case .json: try JSONOutput.write(DoctorReport(checks), pretty: true)
    }
    if checks.contains(where: { $0.outcome == .failure }) { throw ExitStatus.needsPerson }
  }
}
