/// A column that must have a certain value, for its row to be read.
package struct RowCondition<Column: Sendable>: Sendable {
  /// The column.
  package let column: Column

  /// The bytes that its cell must have.
  package let value: [UInt8]

  /// A condition of its parts.
  package init(column: Column, value: [UInt8]) {
    self.column = column
    self.value = value
  }

  /// The same condition with its column named in another way.
  package func mappingColumns<Other, Failure: Error>(
    _ transform: (Column) throws(Failure) -> Other
  ) throws(Failure) -> RowCondition<Other> {
    RowCondition<Other>(column: try transform(column), value: value)
  }
}

extension RowCondition<Int> {
  /// Whether the row has the value.
  package func holds(in row: CSVRow) -> Bool {
    row.bytes[row.cells[column]].elementsEqual(value)
  }
}
