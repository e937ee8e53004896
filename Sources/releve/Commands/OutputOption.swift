import ArgumentParser
import Operations
import Reports

/// How a report is written that is a page too.
struct ReportFormatOption: ParsableArguments {
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case table, json, ndjson, csv, html

    /// nil for what is no list.
    var listing: Listing.Format? { Listing.Format(rawValue: rawValue) }
  }

  @Option(help: "How it is written; default table on a terminal, json when piped.")
  var format: Format?

  /// The format that was asked for, or that fits where the output goes.
  var resolved: Format { format ?? (Console.outputIsTerminal ? .table : .json) }
}

/// Where a report is written.
struct OutputOption: ParsableArguments {
  @Option(
    help: ArgumentHelp("The file, or - for standard output, the default.", valueName: "file"),
    completion: .file())
  var output: String?

  /// nil for standard output, which `-` names too.
  var file: String? { output == "-" ? nil : output }

  func validate() throws {
    if output?.isEmpty ?? false { throw ValidationError("--output is empty") }
  }

  /// Writes a text to the file, which is there whole or not at all, or to standard output.
  func write(_ text: String) throws {
    try write(Array(text.utf8))
  }

  /// The same of what is UTF-8 already.
  func write(_ bytes: [UInt8]) throws {
    guard let file else { return Console.output(bytes: bytes) }
    try WholeFile.write(bytes, to: file)
  }
}
