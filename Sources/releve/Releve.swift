import ArgumentParser
import Foundation

/// The program. Parses, calls, prints; what it does stands in the modules.
@main
struct Releve: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "releve",
    abstract: "Meters, bills and proves what a cloud provider's customers use.",
    discussion: """
      With no database named, a private PostgreSQL cluster under $RELEVE_HOME (default .releve/) \
      is started and used. Data goes to standard output, everything else to standard error. \
      Every command is safe to run again.

      Exit codes: 0 done; 1 the work failed, or what was asked for does not exist; 2 wrong \
      usage or wrong input document; 3 done, but something needs a person; 4 the database \
      cannot be reached; 130 and 143 interrupted (SIGINT, SIGTERM): what was stored stays, and \
      the command can be run again.

      Examples, in the order of a first month:
        releve apply catalogue.yaml prices.yaml customers.yaml  # what is sold
        releve ingest october.ndjson.gz                         # what was used
        releve usage --period 2026-10                           # as metered
        releve invoice preview --period 2026-10                 # the bill to be
        releve invoice issue --period 2026-10                   # bills
        releve invoice show FR-2026-000001                      # a document
      """,
    version: "0.1.0",
    subcommands: [
      DatabaseCommand.self, ApplyCommand.self, GetCommand.self, IngestCommand.self,
      MeterCommand.self, QuarantineCommand.self, UsageCommand.self, QuoteCommand.self,
      PriceCommand.self, ContractCommand.self, InvoiceCommand.self, StatementCommand.self,
      ExportCommand.self, ServiceLevelCommand.self, CollectCommand.self,
      CapacityCommand.self, AuditCommand.self, UsageReconciliationCommand.self,
      NightlyCommand.self, AlertsCommand.self, DoctorCommand.self,
    ])

  /// Runs the program and ends with the exit codes of contract.md, section 1.
  static func main() {
    // Output that is piped into a command that ends early must not end the work.
    signal(SIGPIPE, SIG_IGN)
    // A descriptor that is closed would become the database's connection, and output go there.
    for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) == -1 {
      _ = open("/dev/null", O_RDWR)
    }
    let command: any ParsableCommand
    do {
      let given = Array(CommandLine.arguments.dropFirst())
      if let problem = GlobalArguments.unknownCommand(in: given) {
        throw ValidationError(problem)
      }
      let arguments = GlobalArguments.reordered(given)
      command = try parseAsRoot(arguments)
    } catch {
      exit(withParserError: error)
    }
    run(command)
  }

  private static func run(_ command: any ParsableCommand) {
    let console = (command as? any DatabaseCommanding).map { Console($0.options) }
    // psql deals with signals itself.
    if let console, !(command is DatabaseCommand.Psql) { Interruption.install(console) }
    do {
      var command = command
      try command.run()
      Interruption.endIfReceived()
    } catch {
      Interruption.endIfReceived()
      if let status = error as? ExitStatus { Foundation.exit(status.rawValue) }
      guard let console, let failure = Failure(error) else { exit(withParserError: error) }
      console.fail(failure)
      Foundation.exit(failure.status.rawValue)
    }
  }

  /// Help and version are no errors; what the parser refuses is wrong usage; the rest has failed.
  private static func exit(withParserError error: any Error) -> Never {
    let text = fullMessage(for: error, columns: HelpText.columns)
    switch exitCode(for: error) {
    case .success:
      Console.output(HelpText.withExamplesLast(text) + "\n")
      Foundation.exit(ExitStatus.done.rawValue)
    case .validationFailure:
      Console.error(text)
      Foundation.exit(ExitStatus.wrongUsage.rawValue)
    default:
      Console.error(text)
      Foundation.exit(ExitStatus.failed.rawValue)
    }
  }
}
