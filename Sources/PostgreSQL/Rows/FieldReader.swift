/// Decodes the values of one row, column after column.
struct FieldReader {
  private let result: QueryResult
  private let row: Int
  private var column = 0

  /// The row must be below the result's count.
  init(result: QueryResult, row: Int) {
    self.result = result
    self.row = row
  }

  /// The next value; to be called at most once per column.
  ///
  /// - Throws: `unexpected_result` and `value_out_of_range`, naming row and column.
  mutating func next<Value: PostgresDecodable>(
    as type: Value.Type
  ) throws(PostgresError) -> Value {
    defer { column += 1 }
    do throws(PostgresError) {
      // The result owns the bytes, and outlives the reader that decodes them.
      return try Value.decoded(from: result.value(row: row, column: column))
    } catch {
      throw error.at("row \(row + 1), column \"\(result.columnName(column))\"")
        .inStatement(result.statement)
    }
  }
}

extension PostgresDecodable {
  /// The value of a field or of an array's element; `bytes` is nil for NULL.
  static func decoded(from bytes: UnsafeRawBufferPointer?) throws(PostgresError) -> Self {
    guard let bytes else { return try decodedNull() }
    var reader = PostgresReader(bytes)
    let value = try Self(decoding: &reader)
    guard reader.isAtEnd else {
      throw .unexpectedResult("\(reader.count) bytes left over after a \(postgresType.name)")
    }
    return value
  }

  /// Apart from the rest, as the type of an optional value is looked up at each call.
  @inline(never)
  private static func decodedNull() throws(PostgresError) -> Self {
    guard let null = Self.null else {
      throw PostgresError(
        .unexpectedResult, "a NULL where a value of the type \(postgresType.name) is expected")
    }
    return null
  }
}
