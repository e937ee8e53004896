/// A Swift type that stands for a type of the server.
public protocol PostgresValue: Sendable {
  /// The type that values are sent as.
  static var postgresType: PostgresType { get }
}

/// A value that can be a parameter, or a field of a COPY.
public protocol PostgresEncodable: PostgresValue {
  /// Whether the value is SQL's NULL; false unless a type says otherwise.
  var isNull: Bool { get }

  /// Appends the value in the server's binary format, without its length; not called where
  /// `isNull`.
  ///
  /// - Throws: `value_out_of_range` where the server's type cannot hold the value.
  func encode(into buffer: inout PostgresBuffer) throws(PostgresError)
}

/// A value that can be read from a column.
public protocol PostgresDecodable: PostgresValue {
  /// What a NULL becomes; nil, unless a type says otherwise, makes a NULL an error.
  static var null: Self? { get }

  /// Whether columns of that type can be read; the type's own, unless a type says otherwise.
  static func accepts(typeOID: UInt32) -> Bool

  /// Reads the value from the server's binary format, up to its end.
  ///
  /// - Throws: `value_out_of_range` where the type cannot hold it; `unexpected_result` where the
  ///   bytes are not of the format.
  init(decoding reader: inout PostgresReader) throws(PostgresError)
}

/// A type whose arrays can be sent and read; arrays themselves are none, as they have one
/// dimension.
public protocol PostgresElement: PostgresValue {}

extension PostgresEncodable {
  /// A plain value is no NULL.
  @inlinable public var isNull: Bool { false }
}

extension PostgresDecodable {
  /// A plain value has nothing to stand for a NULL.
  public static var null: Self? { nil }

  /// Columns of exactly the type's own number.
  public static func accepts(typeOID: UInt32) -> Bool { typeOID == postgresType.oid }
}
