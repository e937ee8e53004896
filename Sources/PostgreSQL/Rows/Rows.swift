/// The rows that a statement returned.
public struct Rows {
  private let result: QueryResult

  /// The rows of a result.
  init(result: QueryResult) { self.result = result }

  /// The number of rows.
  public var count: Int { result.count }

  /// The number of rows that the statement inserted, updated, deleted or returned.
  public var affected: Int { result.affected }

  /// All rows, as tuples of the given types; one type gives plain values.
  ///
  /// - Throws: `unexpected_result` where number or types of the columns differ, or a NULL meets a
  ///   type that is not optional; `value_out_of_range`. Both name row and column.
  public func decode<each Value: PostgresDecodable>(
    _ types: repeat (each Value).Type
  ) throws(PostgresError) -> [(repeat each Value)] {
    try checkColumns(repeat each types)
    var rows: [(repeat each Value)] = []
    rows.reserveCapacity(count)
    for row in 0..<count {
      var fields = FieldReader(result: result, row: row)
      rows.append((repeat try fields.next(as: (each Value).self)))
    }
    return rows
  }

  /// The first row; nil where there is none.
  ///
  /// - Throws: as `decode`.
  public func first<each Value: PostgresDecodable>(
    _ types: repeat (each Value).Type
  ) throws(PostgresError) -> (repeat each Value)? {
    try checkColumns(repeat each types)
    guard count > 0 else { return nil }
    var fields = FieldReader(result: result, row: 0)
    return (repeat try fields.next(as: (each Value).self))
  }

  /// The one row.
  ///
  /// - Throws: `unexpected_result` where there is none or more than one; else as `decode`.
  public func single<each Value: PostgresDecodable>(
    _ types: repeat (each Value).Type
  ) throws(PostgresError) -> (repeat each Value) {
    guard count == 1, let row = try first(repeat each types) else {
      throw PostgresError(
        .unexpectedResult, "\(count) rows where exactly one is expected",
        statement: result.statement)
    }
    return row
  }

  private func checkColumns<each Value: PostgresDecodable>(
    _ types: repeat (each Value).Type
  ) throws(PostgresError) {
    var column = 0
    for type in repeat each types {
      if column < result.columnCount, !type.accepts(typeOID: result.columnType(column)) {
        throw PostgresError.unexpectedResult(
          "a value of the type \(type.postgresType.name) is expected, "
            + "the column has the type with the OID \(result.columnType(column))"
        ).at("column \"\(result.columnName(column))\"").inStatement(result.statement)
      }
      column += 1
    }
    guard column == result.columnCount else {
      throw PostgresError(
        .unexpectedResult, "\(result.columnCount) columns where \(column) are expected",
        statement: result.statement)
    }
  }
}
