/// A row of CSV, after RFC 4180: the only place where the program writes one.
///
/// What users wrote is printed as text: a cell that a spreadsheet would take for a formula has an
/// apostrophe before it, which keeps it a text there. Numbers are the program's own and stay
/// numbers, below 0 too.
enum CSVLine {
  /// The cells, with quotes where they need them.
  static func text(_ cells: [Listing.Cell]) -> String {
    cells.map { cell in
      switch cell {
      case .text(let text): quoted(inert(text))
      case .decimal(let number): number
      case .integer(let number): String(number)
      case .absent: ""
      }
    }.joined(separator: ",")
  }

  /// By scalars, since a mark that follows a comma or a quote makes it another character to Swift,
  /// but not to a reader of CSV.
  private static func quoted(_ cell: String) -> String {
    guard cell.unicodeScalars.contains(where: { ",\"\r\n".unicodeScalars.contains($0) }) else {
      return cell
    }
    let doubled = cell.unicodeScalars.reduce(into: "".unicodeScalars) { scalars, scalar in
      if scalar == "\"" { scalars.append(scalar) }
      scalars.append(scalar)
    }
    return "\"\(String(doubled))\""
  }

  /// Spreadsheets run what begins with one of `=`, `+`, `-` and `@`, also in full width, and some
  /// leave out what is blank before it; a tabulator or a line break ends the cell before it for
  /// others. A sign alone, such as the `-` of standard input, is a text to all of them.
  private static func inert(_ text: String) -> String {
    let scalars = text.unicodeScalars
    let seen = scalars.drop { $0.properties.isWhitespace || $0 == "\u{FEFF}" }
    let begins = seen.first.map { "=+-@＝＋－＠".unicodeScalars.contains($0) } ?? false
    let isBroken = scalars.first.map { "\t\r\n".unicodeScalars.contains($0) } ?? false
    return begins && seen.count > 1 || isBroken ? "'" + text : text
  }
}
