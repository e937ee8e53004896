/// A table of text whose columns align by what a terminal shows.
public struct TextTable: Sendable {
  public enum Alignment: Sendable {
    case left, right
    /// Numbers, with this character between their units and their tenths: one below the other.
    case decimal(mark: Character)
  }

  public struct Column: Sendable {
    public let title: String
    public let alignment: Alignment

    public init(_ title: String, _ alignment: Alignment = .left) {
      self.title = title
      self.alignment = alignment
    }
  }

  private let columns: [Column]
  private var rows: [[String]] = []

  public init(_ columns: [Column]) { self.columns = columns }

  /// Adds a row; cells that are missing at its end are empty. What a terminal would act upon is
  /// written as an escape.
  public mutating func add(_ cells: [String]) {
    rows.append(
      columns.indices.map { $0 < cells.count ? cells[$0].escapedForTerminal() : "" })
  }

  /// The rows below the head, each a line. `indent` spaces stand before each.
  public func lines(indent: Int = 0, withHead: Bool = true) -> [String] {
    let layouts = columns.indices.map { column in
      ColumnLayout(
        columns[column].alignment, head: withHead ? columns[column].title : "",
        cells: rows.map { $0[column] })
    }
    let margin = String(repeating: " ", count: indent)
    let body = rows.map { row in
      margin + Self.line(zip(layouts, row).map { $0.padded($1) })
    }
    guard withHead else { return body }
    let head = zip(layouts, columns).map { $0.paddedHead($1.title) }
    let rule = layouts.map { String(repeating: "─", count: $0.width) }
    return [margin + Self.line(head), margin + Self.line(rule)] + body
  }

  private static func line(_ cells: [String]) -> String {
    var line = cells.joined(separator: "  ")
    while line.last == " " { line.removeLast() }
    return line
  }
}

/// How wide a column is, and where its cells stand in it.
private struct ColumnLayout {
  /// In cells of a terminal.
  let width: Int

  private let alignment: TextTable.Alignment

  /// The widest part from the decimal mark on; 0 where none has one.
  private let fractionWidth: Int

  init(_ alignment: TextTable.Alignment, head: String, cells: [String]) {
    self.alignment = alignment
    let fractions = cells.map { Self.fractionWidth($0, alignment) }
    let fractionWidth = fractions.max() ?? 0
    let cellWidths = zip(cells, fractions).map { $0.displayWidth - $1 + fractionWidth }
    self.fractionWidth = fractionWidth
    width = max(head.displayWidth, cellWidths.max() ?? 0)
  }

  func padded(_ cell: String) -> String {
    let padding = width - cell.displayWidth
    switch alignment {
    case .left: return cell + spaces(padding)
    case .right: return spaces(padding) + cell
    case .decimal:
      guard !cell.isEmpty else { return spaces(width) }
      let behind = fractionWidth - Self.fractionWidth(cell, alignment)
      return spaces(padding - behind) + cell + spaces(behind)
    }
  }

  func paddedHead(_ title: String) -> String {
    let padding = spaces(width - title.displayWidth)
    if case .left = alignment { return title + padding }
    return padding + title
  }

  private func spaces(_ count: Int) -> String { String(repeating: " ", count: count) }

  private static func fractionWidth(_ cell: String, _ alignment: TextTable.Alignment) -> Int {
    guard case .decimal(let mark) = alignment, let place = cell.lastIndex(of: mark) else {
      return 0
    }
    return String(cell[place...]).displayWidth
  }
}
