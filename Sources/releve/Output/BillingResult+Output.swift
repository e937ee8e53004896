import Invoicing
import Reports

extension Billing.Result {
  /// Writes what a preview shows: the documents and obstacles as JSON, or each document as text,
  /// with `separator` between; then what has changed, where that was asked for: in lines and CSV
  /// only that.
  func write(
    _ format: Listing.Format, separator: String = "", text: (InvoiceDocument) -> String
  ) throws {
    switch format {
    case .ndjson where changes != nil, .csv where changes != nil:
      try Console.output(MonthChangeText(changes ?? []).listing().text(format))
    case .table:
      let comparison = try changes.map { try MonthChangeText($0).text() }
      let texts = documents.map(text) + [comparison].compactMap(\.self).filter { !$0.isEmpty }
      Console.output(texts.joined(separator: separator))
    case .json, .ndjson, .csv:
      var output = IssuedOutput(format)
      for document in documents { output.add(previewed: document) }
      try output.finish(obstacles: obstacles, changes: changes)
    }
  }
}

extension [Obstacle] {
  /// Names what stands in the way, and ends with exit code 3 where something does but holds: those
  /// are as people want it.
  func warn(_ console: Console) throws {
    for obstacle in self {
      let subject = obstacle.organisation.map { "\($0) is not billed: " } ?? ""
      console.warning(obstacle.code.rawValue, subject + obstacle.message)
    }
    if contains(where: { $0.code != .held }) { throw ExitStatus.needsPerson }
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
