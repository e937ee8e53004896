/// `boolean`: one byte.
extension Bool: PostgresEncodable, PostgresDecodable, PostgresElement {
  /// `boolean`.
  @inlinable public static var postgresType: PostgresType { .bool }

  /// One byte, 0 or 1.
  @inlinable
  public func encode(into buffer: inout PostgresBuffer) throws(PostgresError) {
    buffer.append(UInt8(self ? 1 : 0))
  }

  /// One byte, 0 or not.
  public init(decoding reader: inout PostgresReader) throws(PostgresError) {
    self = try reader.integer(UInt8.self) != 0
  }
}
