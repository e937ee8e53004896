/// NULL or a value.
extension Optional: PostgresValue where Wrapped: PostgresValue {
  /// The type of the value.
  @inlinable public static var postgresType: PostgresType { Wrapped.postgresType }
}

extension Optional: PostgresElement where Wrapped: PostgresElement {}

extension Optional: PostgresEncodable where Wrapped: PostgresEncodable {
  /// Whether there is no value.
  @inlinable public var isNull: Bool { self?.isNull ?? true }

  /// The value, if any.
  @inlinable
  public func encode(into buffer: inout PostgresBuffer) throws(PostgresError) {
    if let self { try self.encode(into: &buffer) }
  }
}

extension Optional: PostgresDecodable where Wrapped: PostgresDecodable {
  /// A NULL becomes nil.
  public static var null: Wrapped?? { .some(nil) }

  /// What the value accepts.
  public static func accepts(typeOID: UInt32) -> Bool { Wrapped.accepts(typeOID: typeOID) }

  /// The value; a NULL does not get here.
  public init(decoding reader: inout PostgresReader) throws(PostgresError) {
    self = try Wrapped(decoding: &reader)
  }
}
