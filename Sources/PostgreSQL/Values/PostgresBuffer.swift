/// Bytes on their way to the server; numbers in network order.
public struct PostgresBuffer: Sendable {
  /// What has been appended so far.
  @inlinable public var bytes: [UInt8] { storage }

  /// What `bytes` shows.
  @usableFromInline var storage: [UInt8] = []

  /// The largest value that PostgreSQL takes: one byte below 1 GiB.
  private static let valueBytesMax = (1 << 30) - 1

  /// An empty buffer.
  init() {}

  /// The number of bytes.
  @inlinable public var count: Int { storage.count }

  /// Appends an integer, the most significant byte first.
  @inlinable
  public mutating func append(_ value: some FixedWidthInteger) {
    withUnsafeBytes(of: value.bigEndian) { storage.append(contentsOf: $0) }
  }

  /// Appends bytes as they are.
  @inlinable
  public mutating func append(contentsOf bytes: some Collection<UInt8>) {
    storage.append(contentsOf: bytes)
  }

  /// Appends a value after its length, as rows of a COPY and elements of an array have it.
  ///
  /// - Throws: `value_out_of_range`.
  @inlinable
  mutating func appendField(_ value: some PostgresEncodable) throws(PostgresError) {
    guard !value.isNull else { return append(Int32(-1)) }
    let start = count
    append(Int32(0))
    try value.encode(into: &self)
    overwrite(at: start, with: try Self.length(count - start - 4))
  }

  /// Replaces the integer that was appended at `position`; it must lie within the bytes.
  @inlinable
  mutating func overwrite(at position: Int, with value: some FixedWidthInteger) {
    withUnsafeBytes(of: value.bigEndian) { source in
      for (offset, byte) in source.enumerated() { storage[position + offset] = byte }
    }
  }

  /// Takes back what was appended after `count` bytes; keeps the memory.
  @usableFromInline
  mutating func truncate(to count: Int) { storage.removeLast(storage.count - count) }

  /// Makes room for `count` bytes in all.
  mutating func reserveCapacity(_ count: Int) { storage.reserveCapacity(count) }

  /// The length of a value in four bytes.
  ///
  /// - Throws: `value_out_of_range` at 1 GiB.
  @usableFromInline
  static func length(_ count: Int) throws(PostgresError) -> Int32 {
    guard count <= valueBytesMax else {
      throw .valueOutOfRange("a value of \(count) bytes, PostgreSQL holds less than 1 GiB")
    }
    return Int32(count)
  }
}
