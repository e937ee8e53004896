import ArgumentParser
import Catalogue

/// `releve get KIND [NAME]`
struct GetCommand: DatabaseCommanding {
  static let configuration = CommandConfiguration(
    commandName: "get",
    abstract: "Shows documents that were applied, as YAML that `apply` reads back.",
    discussion: """
      All documents of a kind where no name is given. Kinds may be written in small letters and \
      in the plural.

      Examples:
        releve get contracts
        releve get PriceList public-2026 > prices.yaml
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

  func run() throws {
    let documents = try DocumentStore(database.connect()).yaml(kind, name: name)
    if documents.isEmpty { console.info("there is no \(kind.rawValue)") }
    Console.output(documents.joined(separator: "---\n"))
  }
}
