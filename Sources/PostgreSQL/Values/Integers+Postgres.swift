/// `smallint`.
extension Int16: PostgresEncodable, PostgresDecodable, PostgresElement {
  /// `smallint`.
  @inlinable public static var postgresType: PostgresType { .int2 }

  /// Two bytes.
  @inlinable
  public func encode(into buffer: inout PostgresBuffer) throws(PostgresError) {
    buffer.append(self)
  }

  /// Two bytes.
  public init(decoding reader: inout PostgresReader) throws(PostgresError) {
    self = try reader.integer()
  }
}

/// `integer`.
extension Int32: PostgresEncodable, PostgresDecodable, PostgresElement {
  /// `integer`.
  @inlinable public static var postgresType: PostgresType { .int4 }

  /// Four bytes.
  @inlinable
  public func encode(into buffer: inout PostgresBuffer) throws(PostgresError) {
    buffer.append(self)
  }

  /// Four bytes.
  public init(decoding reader: inout PostgresReader) throws(PostgresError) {
    self = try reader.integer()
  }
}

/// `bigint`.
extension Int64: PostgresEncodable, PostgresDecodable, PostgresElement {
  /// `bigint`.
  @inlinable public static var postgresType: PostgresType { .int8 }

  /// Eight bytes.
  @inlinable
  public func encode(into buffer: inout PostgresBuffer) throws(PostgresError) {
    buffer.append(self)
  }

  /// Eight bytes.
  public init(decoding reader: inout PostgresReader) throws(PostgresError) {
    self = try reader.integer()
  }
}

/// `bigint`.
extension Int: PostgresEncodable, PostgresDecodable, PostgresElement {
  /// `bigint`.
  @inlinable public static var postgresType: PostgresType { .int8 }

  /// Eight bytes.
  @inlinable
  public func encode(into buffer: inout PostgresBuffer) throws(PostgresError) {
    buffer.append(self)
  }

  /// Eight bytes.
  public init(decoding reader: inout PostgresReader) throws(PostgresError) {
    self = try reader.integer()
  }
}

/// `uuid`: its 128 bits as one number, the first byte the most significant.
extension UInt128: PostgresEncodable, PostgresDecodable, PostgresElement {
  /// `uuid`.
  @inlinable public static var postgresType: PostgresType { .uuid }

  /// Sixteen bytes.
  @inlinable
  public func encode(into buffer: inout PostgresBuffer) throws(PostgresError) {
    buffer.append(self)
  }

  /// Sixteen bytes.
  public init(decoding reader: inout PostgresReader) throws(PostgresError) {
    self = try reader.integer()
  }
}
