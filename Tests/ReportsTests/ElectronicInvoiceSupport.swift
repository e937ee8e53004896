import Foundation
import Invoicing

extension InvoiceDocument.Line {
  /// A line from its JSON.
  static func read(_ json: String) throws -> InvoiceDocument.Line {
    try JSONDecoder().decode(InvoiceDocument.Line.self, from: Data(json.utf8))
  }
}
