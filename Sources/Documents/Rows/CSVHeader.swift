/// The names of a CSV file's columns.
package struct CSVHeader {
  /// The input, as it was named.
  package let file: String

  /// Where the header stands, from 1.
  package let line: Int

  /// The columns in their order.
  package let columns: [String]

  /// A header of its parts.
  package init(file: String, line: Int, columns: [String]) {
    self.file = file
    self.line = line
    self.columns = columns
  }

  /// What became of the search for a column.
  package enum Finding: Equatable {
    /// Its index, from 0.
    case found(Int)
    /// It is not there.
    case missing
    /// It is there more than once.
    case repeated
  }

  /// Looks for a column by its exact bytes.
  package func find(_ name: String) -> Finding {
    let places = columns.indices.filter { columns[$0].utf8.elementsEqual(name.utf8) }
    guard let first = places.first else { return .missing }
    return places.count == 1 ? .found(first) : .repeated
  }
}
