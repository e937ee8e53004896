internal import CLibPQ

/// The owner of one libpq result of a statement that succeeded.
final class QueryResult {
  /// The name of the statement that it answers.
  let statement: String
  private let pointer: OpaquePointer

  /// Takes over `pointer`.
  init(_ pointer: OpaquePointer, statement: String) {
    self.pointer = pointer
    self.statement = statement
  }

  deinit { PQclear(pointer) }

  /// The number of rows.
  var count: Int { Int(PQntuples(pointer)) }

  /// The number of columns.
  var columnCount: Int { Int(PQnfields(pointer)) }

  /// The rows that a command affected or returned; 0 for commands that count nothing.
  var affected: Int { Int(String(cString: PQcmdTuples(pointer))) ?? 0 }

  /// What the server says it did, such as `COMMIT` or `INSERT 0 1`.
  var commandTag: String { String(cString: PQcmdStatus(pointer)) }

  /// The name of a column, 0 to `columnCount` - 1.
  func columnName(_ column: Int) -> String {
    PQfname(pointer, CInt(column)).map { String(cString: $0) } ?? "?"
  }

  /// The type of a column, 0 to `columnCount` - 1.
  func columnType(_ column: Int) -> UInt32 { PQftype(pointer, CInt(column)) }

  /// The bytes of a value, valid while this object lives; nil for NULL. `row` and `column` must
  /// be within the result: libpq answers NULL and a warning otherwise.
  func value(row: Int, column: Int) -> UnsafeRawBufferPointer? {
    guard PQgetisnull(pointer, CInt(row), CInt(column)) == 0 else { return nil }
    let length = Int(PQgetlength(pointer, CInt(row), CInt(column)))
    return UnsafeRawBufferPointer(
      start: PQgetvalue(pointer, CInt(row), CInt(column)), count: length)
  }
}
