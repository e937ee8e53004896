/// A column as a map names it, and where.
package struct ColumnName: Sendable {
  /// The column's name.
  package let name: String

  /// Where the map names it.
  package let place: DocumentNode

  /// A column that is named at a place.
  package init(name: String, place: DocumentNode) {
    self.name = name
    self.place = place
  }

  /// Its index, from 0; refused where the header has no such column, or several.
  package func index(in header: CSVHeader) throws(DocumentError) -> Int {
    let problem: String
    switch header.find(name) {
    case .found(let index): return index
    case .missing: problem = "has no column \"\(name)\""
    case .repeated: problem = "has more than one column \"\(name)\""
    }
    let columns = header.columns.joined(separator: ", ")
    throw place.error(
      .unknownName, "\(header.file) \(problem); expected one of: \(columns)")
  }
}
