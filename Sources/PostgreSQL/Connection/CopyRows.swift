/// Rows of a COPY … FROM STDIN (FORMAT binary), encoded ahead of it: one thread can make them and
/// another one send them.
///
/// The server does not convert: each value must have exactly its column's type, and the compiler
/// cannot check that. Where lengths differ the server refuses the row; an `Int64` sent to a
/// `timestamptz` column would be taken for a time.
public struct CopyRows: Sendable {
  /// The rows that were completed.
  public private(set) var count = 0
  @usableFromInline var buffer = PostgresBuffer()
  /// Where the row under way begins, and the columns that it has so far.
  @usableFromInline var rowStart = 0
  @usableFromInline var columns: Int16 = 0

  /// No rows.
  public init() {}

  /// The size of the rows in bytes.
  @inlinable public var byteCount: Int { buffer.count }

  /// Begins a row. One that was begun and not ended is taken back.
  @inlinable
  public mutating func beginRow() {
    rowStart = buffer.count
    columns = 0
    buffer.append(columns)
  }

  /// Adds the next column's value. Where it fails, the row under way is taken back.
  ///
  /// - Throws: `value_out_of_range`, naming row and column.
  @inlinable
  public mutating func append(_ value: some PostgresEncodable) throws(PostgresError) {
    columns += 1
    do throws(PostgresError) {
      try buffer.appendField(value)
    } catch {
      throw abandonRow(error)
    }
  }

  /// Adds a `text` from its bytes, UTF-8 without U+0000, which the server would refuse.
  ///
  /// - Returns: where the bytes are within `bytes(in:)`.
  public mutating func append(
    text: UnsafeBufferPointer<UInt8>
  ) throws(PostgresError) -> Range<Int> {
    columns += 1
    buffer.append(try PostgresBuffer.length(text.count))
    let start = buffer.count
    buffer.append(contentsOf: text)
    return start..<buffer.count
  }

  /// Ends the row.
  ///
  /// - Returns: where it is, for `CopyWriter.append(_:of:)`.
  @discardableResult @inlinable
  public mutating func endRow() -> Range<Int> {
    buffer.overwrite(at: rowStart, with: columns)
    finishRow()
    return rowStart..<buffer.count
  }

  /// Adds a whole row; as many values as the COPY has columns, in its order. One that cannot be
  /// added leaves nothing behind: the caller may go on with the next one.
  ///
  /// - Throws: `value_out_of_range`, naming row and column.
  @inlinable
  public mutating func row<each Value: PostgresEncodable>(
    _ values: repeat each Value
  ) throws(PostgresError) {
    beginRow()
    for value in repeat each values { try append(value) }
    endRow()
  }

  /// The bytes at a place that `append(text:)` told.
  public func bytes(in range: Range<Int>) -> ArraySlice<UInt8> { buffer.bytes[range] }

  /// Forgets all rows; keeps the memory.
  public mutating func removeAll() {
    removeBytes()
    count = 0
  }

  /// Forgets the bytes of all rows, but neither their number nor the memory: errors go on counting.
  mutating func removeBytes() { buffer.truncate(to: 0) }

  @usableFromInline
  mutating func finishRow() { count += 1 }

  @usableFromInline
  mutating func abandonRow(_ error: PostgresError) -> PostgresError {
    buffer.truncate(to: rowStart)
    return error.at("row \(count + 1), column \(columns)")
  }
}
