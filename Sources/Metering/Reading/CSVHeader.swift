/// The names of a CSV file's columns.
struct CSVHeader {
  /// The input, as it was named.
  let file: String

  /// Where the header stands, from 1.
  let line: Int

  /// The columns in their order.
  let columns: [String]

  /// What became of the search for a column.
  enum Finding: Equatable {
    /// Its index, from 0.
    case found(Int)
    /// It is not there.
    case missing
    /// It is there more than once.
    case repeated
  }

  /// Looks for a column by its exact bytes.
  func find(_ name: String) -> Finding {
    let places = columns.indices.filter { columns[$0].utf8.elementsEqual(name.utf8) }
    guard let first = places.first else { return .missing }
    return places.count == 1 ? .found(first) : .repeated
  }

  /// An error about this header.
  func error(_ message: String, expected: String) -> ReadError {
    ReadError(.badHeader, file: file, line: line, message, expected: expected)
  }
}
