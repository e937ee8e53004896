internal import CLibPQ

/// Writes the rows of one COPY … FROM STDIN (FORMAT binary); see `CopyRows` for what a value must
/// be.
public struct CopyWriter {
  /// The rows written so far.
  public private(set) var rowCount = 0
  /// Rows that have not been sent yet.
  @usableFromInline var pending = CopyRows()
  private let handle: OpaquePointer
  private let statement: String

  /// Filled to this many bytes the rows are sent; larger chunks were measured to gain nothing.
  @usableFromInline static let flushThresholdBytes = 256 * 1024

  /// A signature, flags and the length of the header's extension (PostgreSQL manual, COPY).
  private static let header: [UInt8] =
    Array("PGCOPY\n".utf8) + [255, 13, 10, 0] + [0, 0, 0, 0] + [0, 0, 0, 0]

  /// What stands in the place of a row's columns where no more rows follow.
  private static let trailer: [UInt8] = [0xFF, 0xFF]

  /// A writer for the COPY that has begun on `handle`.
  init(handle: OpaquePointer, statement: String) throws(PostgresError) {
    self.handle = handle
    self.statement = statement
    pending.buffer.reserveCapacity(Self.flushThresholdBytes + 4096)
    try send(Self.header[...])
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
    do throws(PostgresError) {
      try pending.row(repeat each values)
    } catch {
      throw named(error)
    }
    try finishRow()
  }

  /// Writes one row whose values `values` appends, each with its own type known to the compiler: a
  /// third of the time that a row of many values takes otherwise.
  ///
  /// - Throws: as `row` of values, or what `values` throws.
  @inlinable
  public mutating func row(
    _ values: (inout CopyRows) throws(PostgresError) -> Void
  ) throws(PostgresError) {
    pending.beginRow()
    do throws(PostgresError) {
      try values(&pending)
    } catch {
      throw named(error)
    }
    pending.endRow()
    try finishRow()
  }

  /// Writes rows that were encoded before: those that stand in `ranges`, in that order. Ranges that
  /// touch are sent as one.
  ///
  /// - Throws: `connection_lost`.
  public mutating func append(
    _ rows: CopyRows, of ranges: [Range<Int>]
  ) throws(PostgresError) {
    try flush()
    var stretch = 0..<0
    for range in ranges {
      rowCount += 1
      if range.lowerBound == stretch.upperBound {
        stretch = stretch.lowerBound..<range.upperBound
      } else {
        try send(rows.bytes(in: stretch))
        stretch = range
      }
    }
    try send(rows.bytes(in: stretch))
  }

  @usableFromInline
  func named(_ error: PostgresError) -> PostgresError { error.inStatement(statement) }

  /// Counts the row, and sends what is pending if that is much.
  @usableFromInline
  mutating func finishRow() throws(PostgresError) {
    rowCount += 1
    if pending.byteCount >= Self.flushThresholdBytes { try flush() }
  }

  /// Sends what remains, and the mark that no more rows follow.
  mutating func finish() throws(PostgresError) {
    try flush()
    try send(Self.trailer[...])
  }

  private mutating func flush() throws(PostgresError) {
    try send(pending.bytes(in: 0..<pending.byteCount))
    pending.removeBytes()
  }

  private func send(_ bytes: ArraySlice<UInt8>) throws(PostgresError) {
    guard !bytes.isEmpty else { return }
    let sent = bytes.withUnsafeBytes { bytes in
      PQputCopyData(
        handle, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), CInt(bytes.count))
    }
    guard sent == 1 else {
      throw PostgresError(result: nil, connection: handle, statement: statement)
    }
  }
}
