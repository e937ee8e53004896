/// Reads one value of the server's binary format; numbers are in network order.
///
/// It looks into memory of the result: it must not be kept beyond `init(decoding:)`.
public struct PostgresReader {
  /// What has not been read yet; within the memory of one value.
  private var rest: UnsafeRawBufferPointer

  /// A reader of `bytes`, which must outlive it.
  init(_ bytes: UnsafeRawBufferPointer) { rest = bytes }

  /// The number of bytes not read yet.
  public var count: Int { rest.count }

  /// Whether everything has been read.
  public var isAtEnd: Bool { rest.isEmpty }

  /// The next integer.
  ///
  /// - Throws: `unexpected_result` where too few bytes are left.
  public mutating func integer<Integer: FixedWidthInteger>(
    _ type: Integer.Type = Integer.self
  ) throws(PostgresError) -> Integer {
    let size = Integer.bitWidth / 8
    let bytes = try take(size)
    // `bytes` has exactly the integer's size.
    return Integer(bigEndian: bytes.loadUnaligned(as: type))
  }

  /// All bytes that are left.
  public mutating func remainingBytes() -> [UInt8] {
    defer { rest = UnsafeRawBufferPointer(rebasing: rest[rest.count...]) }
    return Array(rest)
  }

  /// All bytes that are left, as text; the server guarantees UTF-8.
  public mutating func remainingText() -> String {
    defer { rest = UnsafeRawBufferPointer(rebasing: rest[rest.count...]) }
    return String(decoding: rest, as: UTF8.self)
  }

  /// The next `count` bytes, in the memory of the result.
  mutating func take(_ count: Int) throws(PostgresError) -> UnsafeRawBufferPointer {
    guard count >= 0, count <= rest.count else {
      throw .unexpectedResult("\(count) bytes are expected where \(rest.count) are left")
    }
    defer { rest = UnsafeRawBufferPointer(rebasing: rest[count...]) }
    return UnsafeRawBufferPointer(rebasing: rest[..<count])
  }
}
