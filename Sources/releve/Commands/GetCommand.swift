import ArgumentParser
import Catalogue
import Reports

/// `releve get KIND [NAME]`
struct GetCommand: DatabaseCommanding {
  static let configuration = CommandConfiguration(
    commandName: "get",
    abstract: "Shows documents that were applied, as YAML that `apply` reads back.",
    discussion: """
      All documents of a kind where no name is given. Kinds may be written in small letters and \
      in the plural. --history shows each version instead: when it was applied, why where it is a \
      correction, and what it changed, the latest first.

      Examples:
        releve get contracts
        releve get PriceList public-2026 > prices.yaml
        releve get PriceList public-2026 --history
      """)
  @OptionGroup var options: GlobalOptions
  @Argument(
    help: ArgumentHelp(
      "One of \(DocumentKind.allCases.map(\.rawValue).joined(separator: ", ")).",
      valueName: "kind"),
    completion: .list(DocumentKind.allCases.map(\.rawValue)),
    transform: { text in
      guard let kind = DocumentKind(meant: text) else {
        throw ValidationError(
          "there is no kind `\(text)`; the kinds are "
            + DocumentKind.allCases.map(\.rawValue).joined(separator: ", "))
      }
      return kind
    })
  var kind: DocumentKind
  @Argument(help: "The document's name.") var name: String?
  @Flag(help: "Every version, with what it changed.") var history = false
  @Option(help: "table, json, ndjson or csv, a row for each version of --history.")
  var format: Listing.Format?

  func validate() throws {
    guard history || format == nil else { throw ValidationError("--format needs --history") }
  }

  func run() throws {
    if history { return try showHistory() }
    let documents = try DocumentStore(database.connect()).yaml(kind, name: name)
    if documents.isEmpty { console.info("there is no \(kind.rawValue)") }
    Console.output(documents.joined(separator: "---\n"))
  }

  private func showHistory() throws {
    let versions = try DocumentStore(database.connect()).versions(kind, name: name)
    if versions.isEmpty { console.info("there is no \(kind.rawValue)") }
    let history = DocumentHistory(versions)
    if let format { return Console.output(try history.listing.text(format)) }
    Console.output(inColours: history.text)
  }
}
