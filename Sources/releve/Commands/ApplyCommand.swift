import ArgumentParser
import Calendars
import Catalogue
import Documents

/// `releve apply FILE…`
struct ApplyCommand: DatabaseCommanding {
  static let configuration = CommandConfiguration(
    commandName: "apply",
    abstract: "Applies documents: catalogues, price lists, organisations, contracts, sellers.",
    discussion: """
      All documents of a run are applied, or none. Prints a line per document: created, changed or \
      unchanged. A part that has begun stands.

      Example: releve apply catalogue.yaml prices.yaml customers.yaml
      """)
  @OptionGroup var options: GlobalOptions
  @Argument(
    help: "YAML files; - is standard input.", completion: .file(extensions: ["yaml", "yml"]))
  var files: [String]

  func run() throws {
    var nodes: [DocumentNode] = []
    for file in files { nodes += try DocumentNode.documents(ofFile: file) }
    guard !nodes.isEmpty else { throw ValidationError("there is no document in what was given") }
    let results = try Application(database.connect(), now: Clock.now).apply(nodes)
    for result in results {
      let outcome = result.outcome.rawValue.padding(to: 9)
      Console.output("\(outcome)  \(result.kind.rawValue) \(result.name)\n")
    }
  }
}

extension String {
  fileprivate func padding(to width: Int) -> String {
    self + String(repeating: " ", count: max(width - count, 0))
  }
}
