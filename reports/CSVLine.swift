/// A row of CSV, after RFC 4180.
enum CSVLine {
  /// The cells, with quotes where they need them. By scalars, since a mark that follows a comma or
  /// a quote makes it another character to Swift, but not to a reader of CSV.
  static func text(_ cells: [String]) -> String {
    cells.map { cell in
      guard cell.unicodeScalars.contains(where: { ",\"\r\n".unicodeScalars.contains($0) }) else {
        return cell
      }
      let doubled = cell.unicodeScalars.reduce(into: "".unicodeScalars) { scalars, scalar in
        if scalar == "\"" { scalars.append(scalar) }
        scalars.append(scalar)
      }
      return "\"\(String(doubled))\""
    }.joined(separator: ",")
  }

  /// A text that a spreadsheet would take for a formula, with an apostrophe before it, which keeps
  /// it a text there.
  static func inert(_ text: String) -> String {
    let begins = "=+-@\t\r".unicodeScalars
    return text.unicodeScalars.first.map { begins.contains($0) } ?? false ? "'" + text : text
  }
}
