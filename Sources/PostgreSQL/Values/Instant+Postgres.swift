public import Calendars

/// `timestamptz`: microseconds since 2000-01-01T00:00:00Z.
extension Instant: PostgresEncodable, PostgresDecodable, PostgresElement {
  /// 2000-01-01T00:00:00Z, in microseconds since 1970.
  @usableFromInline static let postgresEpochMicroseconds: Int64 = 946_684_800_000_000

  /// `timestamptz`.
  @inlinable public static var postgresType: PostgresType { .timestamptz }

  /// Eight bytes.
  ///
  /// - Throws: `value_out_of_range` where the number would leave 64 bits or mean an infinity. The
  ///   server refuses what lies before 4714 BC.
  @inlinable
  public func encode(into buffer: inout PostgresBuffer) throws(PostgresError) {
    let (value, overflow) = microseconds.subtractingReportingOverflow(
      Self.postgresEpochMicroseconds)
    guard !overflow, value != .min else {
      throw .valueOutOfRange("\(microseconds) µs since 1970 is no time that timestamptz holds")
    }
    buffer.append(value)
  }

  /// Eight bytes.
  ///
  /// - Throws: `value_out_of_range` for an infinity, and after the year 294000.
  public init(decoding reader: inout PostgresReader) throws(PostgresError) {
    let value = try reader.integer(Int64.self)
    let (sum, overflow) = value.addingReportingOverflow(Self.postgresEpochMicroseconds)
    guard !overflow, value != .min else {
      throw .valueOutOfRange("a timestamptz that is infinite or beyond 64 bits of microseconds")
    }
    self.init(microseconds: sum)
  }
}
