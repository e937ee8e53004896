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
      is started and used. Data goes to standard output, everything else to standard error.

      Exit codes: 0 done; 1 the work failed, or what was asked for does not exist; 2 wrong \
      usage or wrong input document; 3 done, but something needs a person; 4 the database \
      cannot be reached.

      Examples:
        releve apply catalogue.yaml prices.yaml customers.yaml
        releve ingest october.ndjson.gz
        releve usage --period 2026-10
        releve invoice issue --period 2026-10
      """,
    version: "0.1.0",
    subcommands: [
      DatabaseCommand.self, ApplyCommand.self, GetCommand.self, IngestCommand.self,
      QuarantineCommand.self, UsageCommand.self, InvoiceCommand.self,
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
      let arguments = GlobalArguments.reordered(Array(CommandLine.arguments.dropFirst()))
      command = try parseAsRoot(arguments)
    } catch {
      exit(withParserError: error)
    }
    do {
      var command = command
      try command.run()
    } catch let status as ExitStatus {
      Foundation.exit(status.rawValue)
    } catch {
      guard let failure = Failure(error) else { exit(withParserError: error) }
      let options = (command as? any DatabaseCommanding)?.options ?? GlobalOptions()
      Console(options).fail(failure)
      Foundation.exit(failure.status.rawValue)
    }
  }

  /// Help and version are no errors; what the parser refuses is wrong usage; the rest has failed.
  private static func exit(withParserError error: any Error) -> Never {
    let text = fullMessage(for: error)
    switch exitCode(for: error) {
    case .success:
      Console.output(text + "\n")
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
