import Calendars
import Catalogue
import Decimals
import Documents
import Invoicing
import Reports
import Testing

/// What a directory is made of, without a database.
func directory(_ documents: String) throws -> Directory {
  var directory = Directory()
  for node in try DocumentNode.documents(of: documents, file: "world.yaml") {
    directory.put(try Document(node).content)
  }
  return directory
}

extension PriceSimulation {
  /// The lines of its text at 80 cells, with ordinary spaces.
  func lines(_ language: Language) -> [String] {
    PriceText(self, in: language, width: 80).text().replacing("\u{A0}", with: " ")
      .replacing("\u{202F}", with: " ").split(separator: "\n").map(String.init)
  }
}
