import Foundation

/// Rows of named values, to be shown as a table or written for other programs.
public struct Listing: Sendable {
  public enum Cell: Sendable {
    case text(String)
    /// An exact decimal: a string in JSON, aligned by its decimal mark in a table.
    case decimal(String)
    case integer(Int)
    case absent
  }

  public enum Format: String, CaseIterable, Sendable { case table, json, ndjson, csv }

  private let keys: [String]
  private var rows: [[Cell]] = []
  private var totals: [[Cell]] = []

  /// The keys are the names in JSON and CSV; a table shows them with spaces.
  public init(_ keys: [String]) { self.keys = keys }

  /// Adds a row with a cell for each key.
  public mutating func add(_ cells: [Cell]) { rows.append(cells) }

  /// Adds a row below a rule at the end of a table: programs add up themselves.
  public mutating func add(total cells: [Cell]) { totals.append(cells) }

  public var isEmpty: Bool { rows.isEmpty }

  /// The rows in a format, with a newline at the end of each.
  public func text(_ format: Format) throws -> String {
    let lines: [String]
    switch format {
    case .table: lines = table()
    case .json: lines = try json()
    case .ndjson: lines = try rows.map { try encoded($0) }
    case .csv: lines = ([keys.map(Cell.text)] + rows).map(CSVLine.text)
    }
    return lines.map { $0 + "\n" }.joined()
  }

  private func table() -> [String] {
    let columns = keys.enumerated().map { index, key in
      TextTable.Column(
        key.replacingOccurrences(of: "_", with: " "),
        rows.contains { $0[index].isNumber } ? .decimal(mark: ".") : .left)
    }
    var table = TextTable(columns)
    for row in rows + totals { table.add(row.map(\.plainText)) }
    var lines = table.lines()
    if !totals.isEmpty { lines.insert(lines[1], at: lines.count - totals.count) }
    return lines
  }

  private func json() throws -> [String] {
    guard let last = rows.indices.last else { return ["[]"] }
    return try ["["] + rows.indices.map { "  \(try encoded(rows[$0]))\($0 == last ? "" : ",")" }
      + ["]"]
  }

  private func encoded(_ row: [Cell]) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let object = Dictionary(zip(keys, row), uniquingKeysWith: { first, _ in first })
    return String(decoding: try encoder.encode(object), as: UTF8.self)
  }
}

extension Listing.Cell: Encodable {
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .text(let text), .decimal(let text): try container.encode(text)
    case .integer(let value): try container.encode(value)
    case .absent: try container.encodeNil()
    }
  }

  fileprivate var plainText: String {
    switch self {
    case .text(let text), .decimal(let text): text
    case .integer(let value): String(value)
    case .absent: ""
    }
  }

  fileprivate var isNumber: Bool {
    switch self {
    case .decimal, .integer: true
    case .text, .absent: false
    }
  }
}
