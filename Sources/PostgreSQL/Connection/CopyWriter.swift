internal import CLibPQ

/// Writes the rows of one COPY … FROM STDIN (FORMAT binary).
///
/// The server does not convert: each value must have exactly its column's type, and the compiler
/// cannot check that. Where lengths differ the server refuses the row; a `Int64` sent to a
/// `timestamptz` column would be taken for a time.
public struct CopyWriter {
  /// The rows written so far.
  public private(set) var rowCount = 0
  /// Rows that have not been sent yet.
  @usableFromInline var buffer = PostgresBuffer()
  private let handle: OpaquePointer
  private let statement: String

  /// Filled to this many bytes the buffer is sent; larger chunks were measured to gain nothing.
  @usableFromInline static let flushThresholdBytes = 256 * 1024

  /// A signature, flags and the length of the header's extension (PostgreSQL manual, COPY).
  private static let header: [UInt8] =
    Array("PGCOPY\n".utf8) + [255, 13, 10, 0] + [0, 0, 0, 0] + [0, 0, 0, 0]

  /// A writer for the COPY that has begun on `handle`.
  init(handle: OpaquePointer, statement: String) {
    self.handle = handle
    self.statement = statement
    buffer.reserveCapacity(Self.flushThresholdBytes + 4096)
    buffer.append(contentsOf: Self.header)
  }

  /// Writes one row; as many values as the COPY has columns, in its order.
  ///
  /// A row that cannot be written leaves nothing behind: the caller may go on with the next one.
  ///
  /// - Throws: `value_out_of_range`, naming row and column; `connection_lost`.
  @inlinable
  public mutating func row<each Value: PostgresEncodable>(
    _ values: repeat each Value
  ) throws(PostgresError) {
    let start = buffer.count
    var columns: Int16 = 0
    buffer.append(columns)
    for value in repeat each values {
      columns += 1
      do throws(PostgresError) {
        try buffer.appendField(value)
      } catch {
        throw abandonRow(startingAt: start, column: columns, error)
      }
    }
    buffer.overwrite(at: start, with: columns)
    try finishRow()
  }

  /// Takes back the row under way; returns the error with its place.
  @usableFromInline
  mutating func abandonRow(
    startingAt start: Int, column: Int16, _ error: PostgresError
  ) -> PostgresError {
    buffer.truncate(to: start)
    return error.at("row \(rowCount + 1), column \(column)").inStatement(statement)
  }

  /// Counts the row, and sends the buffer if it is full.
  @usableFromInline
  mutating func finishRow() throws(PostgresError) {
    rowCount += 1
    if buffer.count >= Self.flushThresholdBytes { try flush() }
  }

  /// Sends what remains, and the mark that no more rows follow.
  mutating func finish() throws(PostgresError) {
    buffer.append(Int16(-1))
    try flush()
  }

  private mutating func flush() throws(PostgresError) {
    let sent = buffer.bytes.withUnsafeBytes { bytes in
      PQputCopyData(
        handle, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), CInt(bytes.count))
    }
    buffer.truncate(to: 0)
    guard sent == 1 else {
      throw PostgresError(result: nil, connection: handle, statement: statement)
    }
  }
}
