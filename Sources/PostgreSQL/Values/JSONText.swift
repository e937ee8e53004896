/// A JSON document as text: PostgreSQL's `jsonb`.
///
/// The server parses it: what is read back is the same document, with its own spacing and order.
public struct JSONText: Hashable, Sendable {
  /// The document.
  public let text: String

  /// Wraps a document, which the server checks.
  public init(_ text: String) { self.text = text }
}

extension JSONText: PostgresEncodable, PostgresDecodable, PostgresElement {
  /// The only version of the binary format there is.
  private static let formatVersion: UInt8 = 1

  /// `jsonb`.
  public static var postgresType: PostgresType { .jsonb }

  /// A version byte, then the text.
  ///
  /// - Throws: `value_out_of_range` for a text with U+0000.
  public func encode(into buffer: inout PostgresBuffer) throws(PostgresError) {
    buffer.append(Self.formatVersion)
    try text.encode(into: &buffer)
  }

  /// A version byte, then the text.
  public init(decoding reader: inout PostgresReader) throws(PostgresError) {
    let version = try reader.integer(UInt8.self)
    guard version == Self.formatVersion else {
      throw .unexpectedResult("version \(version) of the jsonb format, where 1 is expected")
    }
    text = reader.remainingText()
  }
}
