import Invoicing
import Reports

/// Writes documents as they are made: they may be many, and large. JSON goes out at once, a line
/// for each document; what is short waits for the end, below the progress.
struct IssuedOutput {
  private let format: Listing.Format
  /// The documents so far.
  private(set) var count = 0
  private var lines = ""
  private var summary = Listing([
    "number", "kind", "organisation", "period", "currency", "net", "gross",
  ])

  init(_ format: Listing.Format) { self.format = format }

  mutating func add(_ issued: IssuedDocument) {
    add(issued.document, json: issued.json)
  }

  mutating func add(previewed document: InvoiceDocument) {
    add(document, json: document.json)
  }

  private mutating func add(_ document: InvoiceDocument, json: () -> String) {
    count += 1
    switch format {
    case .json:
      Console.output((count == 1 ? Self.head : ",") + "\n")
      Console.output(json())
    case .ndjson:
      Console.output(json())
      Console.output("\n")
    case .table:
      lines +=
        "issued  \(document.number ?? "")  \(document.period)  \(document.organisation)"
        + "  \(document.signed(document.totals.gross)) \(document.currency)\n"
    case .csv:
      summary.add([
        document.number.map(Listing.Cell.text) ?? .absent, .text(document.kind.rawValue),
        .text(document.organisation), .text(document.period), .text(document.currency),
        .decimal(document.signed(document.totals.net)),
        .decimal(document.signed(document.totals.gross)),
      ])
    }
  }

  /// Ends the output, after the last document.
  func finish(obstacles: [Obstacle], changes: [MonthChange]? = nil) throws {
    switch format {
    case .json:
      Console.output((count == 0 ? Self.head : "") + "],\n\"obstacles\":")
      try JSONOutput.write(obstacles.map(PrintedObstacle.init), pretty: false)
      if let changes {
        Console.output(",\"changes\":")
        try JSONOutput.write(changes.map(MonthChangeReport.init), pretty: false)
      }
      Console.output("}\n")
    case .ndjson: break
    case .table: Console.output(lines)
    case .csv: try Console.output(summary.text(.csv))
    }
  }

  private static let head = "{\"documents\":["
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
