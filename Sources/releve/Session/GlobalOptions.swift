import ArgumentParser
import Reports

/// The options of every command (contract, section 1).
struct GlobalOptions: ParsableArguments {
  enum LogFormat: String, CaseIterable, ExpressibleByArgument { case text, json }

  @Option(
    help: ArgumentHelp(
      "A database, as a libpq connection string; else $RELEVE_DATABASE_URL, else the embedded one.",
      valueName: "url"))
  var database: String?

  @Flag(help: "Print nothing but data, warnings and errors.")
  var quiet = false

  @Flag(help: "Tell more of what is done.")
  var verbose = false

  @Option(help: "How messages on standard error are written.")
  var logFormat = LogFormat.text

  func validate() throws {
    // An unset variable must not lead to another database than the one that was meant.
    if database?.isEmpty ?? false { throw ValidationError("--database is empty") }
  }
}

/// How lists are written.
struct FormatOption: ParsableArguments {
  @Option(help: "How lists are written; default table on a terminal, json when piped.")
  var format: Listing.Format?

  /// The format that was asked for, or that fits where the output goes.
  var resolved: Listing.Format { format ?? (Console.outputIsTerminal ? .table : .json) }
}
