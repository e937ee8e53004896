internal import Glibc

/// Bytes on their way to the server; numbers in network order.
public struct PostgresBuffer: Sendable {
  /// The number of bytes that were appended.
  public private(set) var count = 0

  /// What was appended, and room for more behind it: memory that is there already is written to
  /// several times faster than an array that grows by a few bytes.
  @usableFromInline var storage: [UInt8] = []

  /// The largest value that PostgreSQL takes: one byte below 1 GiB.
  private static let valueBytesMax = (1 << 30) - 1

  /// An empty buffer.
  init() {}

  /// What has been appended so far.
  public var bytes: ArraySlice<UInt8> { storage[..<count] }

  /// Appends an integer, the most significant byte first.
  @inlinable
  public mutating func append(_ value: some FixedWidthInteger) {
    withUnsafeBytes(of: value.bigEndian) { append(raw: $0) }
  }

  /// Appends bytes as they are.
  @inlinable
  public mutating func append(contentsOf bytes: some Collection<UInt8>) {
    let isDone: Void? = bytes.withContiguousStorageIfAvailable {
      append(raw: UnsafeRawBufferPointer($0))
    }
    if isDone == nil { for byte in bytes { append(byte) } }
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
    withUnsafeBytes(of: value.bigEndian) { copy($0, to: position) }
  }

  /// Takes back what was appended after `count` bytes; keeps the memory.
  @usableFromInline
  mutating func truncate(to count: Int) {
    precondition(count <= self.count, "only what was appended can be taken back")
    self.count = count
  }

  /// Makes room for `count` bytes in all.
  mutating func reserveCapacity(_ count: Int) {
    if count > storage.count { grow(to: count) }
  }

  /// Appends memory as it is.
  @usableFromInline
  mutating func append(raw bytes: UnsafeRawBufferPointer) {
    let end = count + bytes.count
    if end > storage.count { grow(to: max(end, 2 * storage.count)) }
    copy(bytes, to: count)
    count = end
  }

  /// Copies memory to a place within the storage.
  @usableFromInline
  mutating func copy(_ bytes: UnsafeRawBufferPointer, to position: Int) {
    guard let source = bytes.baseAddress else { return }
    storage.withUnsafeMutableBytes { memory in
      precondition(position + bytes.count <= memory.count, "the place is outside the buffer")
      guard let start = memory.baseAddress else { return }
      memcpy(start + position, source, bytes.count)
    }
  }

  @inline(never)
  private mutating func grow(to capacity: Int) {
    // Of an array, which is copied: a sequence is taken byte by byte where nothing is optimised.
    storage.append(contentsOf: [UInt8](repeating: 0, count: capacity - storage.count))
  }

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
