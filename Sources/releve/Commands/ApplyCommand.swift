import ArgumentParser
import Calendars
import Catalogue
import Documents
import Reports

/// `releve apply FILE…`
struct ApplyCommand: DatabaseCommanding {
  static let configuration = CommandConfiguration(
    commandName: "apply",
    abstract: "Applies documents: catalogues, prices, organisations, contracts, service levels.",
    discussion: """
      All documents of a run are applied, or none. Prints a line per document: created, changed, \
      corrected or unchanged. A part that has begun stands; it changes only with --correct. Warns \
      of numbers that can hardly be right (SIREN, SIRET, VAT, IBAN), countries and currencies.

      Examples:
        releve apply catalogue.yaml prices.yaml customers.yaml
        releve apply --dry-run prices.yaml
        releve apply --correct --reason "agreed in June" prices.yaml
      """)
  @OptionGroup var options: GlobalOptions
  @Flag(help: "Check everything and show what would change; write nothing.") var dryRun = false
  @Flag(help: "Change also what has begun; what was billed is adjusted.") var correct = false
  @Option(help: "Why it is corrected; kept with the version.") var reason: String?
  @Option(help: "table, json, ndjson or csv, instead of a line per document.")
  var format: Listing.Format?
  @Argument(
    help: "YAML files; - is standard input.", completion: .file(extensions: ["yaml", "yml"]))
  var files: [String]

  func validate() throws {
    let isEmpty = reason?.allSatisfy(\.isWhitespace) ?? false
    guard correct == (reason != nil), !isEmpty else {
      throw ValidationError("--correct needs --reason TEXT, and --reason needs --correct")
    }
  }

  func run() throws {
    var nodes: [DocumentNode] = []
    for file in files { nodes += try DocumentNode.documents(ofFile: file) }
    guard !nodes.isEmpty else { throw ValidationError("there is no document in what was given") }
    let results = try Application(database.connect(), now: Clock.now)
      .apply(nodes, correctingBecause: reason, dryRun: dryRun)
    if dryRun { console.info("a dry run: nothing is written") }
    for doubt in results.flatMap(\.doubts) {
      console.warning(doubt.code.rawValue, doubt.description)
    }
    if let format {
      var listing = Listing(["kind", "name", "outcome"] + (dryRun ? ["difference"] : []))
      for result in results {
        let difference = LineDifference(from: result.before, to: result.after)
        listing.add(
          [.text(result.kind.rawValue), .text(result.name), .text(result.outcome.rawValue)]
            + (dryRun ? [.text(difference.text(coloured: false))] : []))
      }
      return Console.output(try listing.text(format))
    }
    for result in results {
      Console.output("\(result.outcome.padded)  \(result.kind.rawValue) \(result.name)\n")
      guard dryRun, result.outcome != .unchanged else { continue }
      let difference = LineDifference(from: result.before, to: result.after)
      Console.output(inColours: difference.text)
    }
  }
}

extension ApplicationOutcome {
  /// As wide as the longest.
  fileprivate var padded: String {
    rawValue + String(repeating: " ", count: max(9 - rawValue.count, 0))
  }
}
