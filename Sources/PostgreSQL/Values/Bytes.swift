/// Bytes as they are: PostgreSQL's `bytea`.
public struct Bytes: Hashable, Sendable {
  /// The bytes.
  public let bytes: [UInt8]

  /// Wraps the bytes.
  public init(_ bytes: [UInt8]) { self.bytes = bytes }
}

extension Bytes: PostgresEncodable, PostgresDecodable, PostgresElement {
  /// `bytea`.
  @inlinable public static var postgresType: PostgresType { .bytea }

  /// The bytes themselves.
  @inlinable
  public func encode(into buffer: inout PostgresBuffer) throws(PostgresError) {
    buffer.append(contentsOf: bytes)
  }

  /// The bytes themselves.
  public init(decoding reader: inout PostgresReader) throws(PostgresError) {
    bytes = reader.remainingBytes()
  }
}
