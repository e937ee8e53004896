import Foundation
import Invoicing
import Reports

extension Billing.Result {
  /// Writes the documents and obstacles as JSON, or each document as text, with `separator`
  /// between; then what has changed, where that was asked for: in lines and CSV only that.
  func write(
    _ format: Listing.Format, separator: String = "", text: (InvoiceDocument) -> String
  ) throws {
    switch format {
    case .json: try writeJSON()
    case .ndjson where changes != nil, .csv where changes != nil:
      try Console.output(MonthChangeText(changes ?? []).listing().text(format))
    case .ndjson:
      for document in documents { Console.output(document.json() + "\n") }
    case .table:
      let comparison = try changes.map { try MonthChangeText($0).text() }
      let texts = documents.map(text) + [comparison].compactMap(\.self).filter { !$0.isEmpty }
      Console.output(texts.joined(separator: separator))
    case .csv:
      try Console.output(summary().text(.csv))
    }
  }

  /// One object, a line for each document: they may be many, and large.
  private func writeJSON() throws {
    Console.output("{\"documents\":[")
    for (index, document) in documents.enumerated() {
      Console.output((index > 0 ? ",\n" : "\n") + document.json())
    }
    Console.output("],\n\"obstacles\":")
    try JSONOutput.write(obstacles.map(PrintedObstacle.init), pretty: false)
    if let changes {
      Console.output(",\"changes\":")
      try JSONOutput.write(changes.map(MonthChangeReport.init), pretty: false)
    }
    Console.output("}\n")
  }

  /// Names what stands in the way, and ends with exit code 3 where something does but holds: those
  /// are as people want it.
  func warn(_ console: Console) throws {
    for obstacle in obstacles {
      let subject = obstacle.organisation.map { "\($0) is not billed: " } ?? ""
      console.warning(obstacle.code.rawValue, subject + obstacle.message)
    }
    if obstacles.contains(where: { $0.code != .held }) { throw ExitStatus.needsPerson }
  }

  private func summary() -> Listing {
    var listing = Listing(["number", "kind", "organisation", "period", "currency", "net", "gross"])
    for document in documents {
      listing.add([
        document.number.map(Listing.Cell.text) ?? .absent, .text(document.kind.rawValue),
        .text(document.organisation), .text(document.period), .text(document.currency),
        .decimal(document.signed(document.totals.net)),
        .decimal(document.signed(document.totals.gross)),
      ])
    }
    return listing
  }
}

extension InvoiceDocument {
  /// An amount as it is owed: what a credit note prints without a sign is negative, so that sums
  /// over documents are right.
  func signed(_ amount: String) -> String {
    guard kind == .creditNote, amount.contains(where: { "123456789".contains($0) }) else {
      return amount
    }
    return amount.hasPrefix("-") ? String(amount.dropFirst()) : "-" + amount
  }
}

private struct PrintedObstacle: Encodable {
  let organisation: Nullable<String>
  let code: String
  let message: String

  init(_ obstacle: Obstacle) {
    organisation = Nullable(obstacle.organisation)
    code = obstacle.code.rawValue
    message = obstacle.message
  }
}
