/// A CSV table read in the slow, obvious way (RFC 4180).
struct ModelTable {
  /// A row behind the header; nil cells where it is broken.
  struct Row {
    let piece: ModelText.Piece
    let cells: [[UInt8]]?
  }

  /// Whether every required column is there once, and no optional one twice.
  let hasGoodHeader: Bool

  /// The number of lines, at least 1.
  let lineCount: Int

  /// The rows that are not empty.
  var rows: [Row]

  private let columns: [[UInt8]]

  init(
    _ text: ModelText, separator: UInt8,
    required: [String] = ["id", "source", "time", "tenant", "sku", "resource", "quantity"],
    optional: [String] = ["unit"]
  ) {
    let rows = text.rows(separator: separator).filter { !$0.bytes.isEmpty }
      .map { Row(piece: $0, cells: Self.cells(of: $0.bytes, separator)) }
    let columns = rows.first?.cells ?? []
    let count = { (name: String) in columns.count { $0.elementsEqual(name.utf8) } }
    self.columns = columns
    self.rows = Array(rows.dropFirst())
    let lineFeeds = text.bytes.count { $0 == UInt8(ascii: "\n") }
    // Lines that end in CR alone make one header of the whole file.
    let isOneLine = rows.first.map { header in
      lineFeeds < header.piece.line && header.piece.bytes.contains(UInt8(ascii: "\r"))
    }
    hasGoodHeader =
      isOneLine != true && required.allSatisfy { count($0) == 1 }
      && optional.allSatisfy { count($0) <= 1 }
    lineCount = 1 + lineFeeds
  }

  /// Whether the row can be told apart into as many cells as there are columns.
  func isSound(_ row: Row) -> Bool { row.cells?.count == columns.count }

  /// The text of a cell; nil where it is empty.
  func cell(_ column: String, of row: Row) -> String? {
    guard let index = columns.firstIndex(where: { $0.elementsEqual(column.utf8) }),
      let cell = row.cells?[index], !cell.isEmpty
    else { return nil }
    return String(decoding: cell, as: UTF8.self)
  }

  /// The cells without their quotes; nil where the row is broken.
  private static func cells(of row: [UInt8], _ separator: UInt8) -> [[UInt8]]? {
    let quote = UInt8(ascii: "\"")
    guard String(validating: row, as: UTF8.self) != nil, !row.contains(0) else { return nil }
    var cells: [[UInt8]] = []
    var rest = row[...]
    while true {
      var cell: [UInt8] = []
      if rest.first == quote {
        repeat {
          rest = rest.dropFirst()
          guard let closing = rest.firstIndex(of: quote) else { return nil }
          cell += rest[..<closing]
          rest = rest[(closing + 1)...]
          if rest.first == quote { cell.append(quote) }
        } while rest.first == quote
      } else {
        cell = Array(rest.prefix { $0 != separator })
        if cell.contains(quote) { return nil }
        rest = rest.dropFirst(cell.count)
      }
      cells.append(cell)
      guard let next = rest.first else { return cells }
      guard next == separator else { return nil }
      rest = rest.dropFirst()
    }
  }
}
