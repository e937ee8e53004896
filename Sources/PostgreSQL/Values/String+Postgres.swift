/// `text`.
extension String: PostgresEncodable, PostgresDecodable, PostgresElement {
  /// `text`.
  @inlinable public static var postgresType: PostgresType { .text }

  /// UTF-8.
  ///
  /// - Throws: `value_out_of_range` for a text with U+0000, which PostgreSQL does not hold.
  @inlinable
  public func encode(into buffer: inout PostgresBuffer) throws(PostgresError) {
    let hasNUL = utf8.withContiguousStorageIfAvailable { $0.contains(0) } ?? utf8.contains(0)
    guard !hasNUL else {
      throw .valueOutOfRange("a text with the character U+0000, which PostgreSQL cannot hold")
    }
    buffer.append(contentsOf: utf8)
  }

  /// Text, varchar, char(n) and name are alike in their bytes.
  public static func accepts(typeOID: UInt32) -> Bool {
    switch typeOID {
    case 25, 1043, 1042, 19: true
    default: false
    }
  }

  /// UTF-8.
  public init(decoding reader: inout PostgresReader) throws(PostgresError) {
    self = reader.remainingText()
  }
}
