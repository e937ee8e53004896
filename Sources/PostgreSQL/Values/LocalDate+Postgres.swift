public import Calendars

/// `date`: days since 2000-01-01.
extension LocalDate: PostgresEncodable, PostgresDecodable, PostgresElement {
  /// 2000-01-01, in days since 1970-01-01.
  private static let postgresEpochDays = 10_957

  /// `date`.
  public static var postgresType: PostgresType { .date }

  /// Four bytes.
  public func encode(into buffer: inout PostgresBuffer) throws(PostgresError) {
    guard let days = Int32(exactly: daysSinceEpoch - Self.postgresEpochDays) else {
      throw .valueOutOfRange("\(self) is no day that date holds")
    }
    buffer.append(days)
  }

  /// Four bytes.
  ///
  /// - Throws: `value_out_of_range` for an infinity, and outside the years 0 to 9999.
  public init(decoding reader: inout PostgresReader) throws(PostgresError) {
    let days = try reader.integer(Int32.self)
    let date = LocalDate(daysSinceEpoch: Int(days) + Self.postgresEpochDays)
    guard (0...9999).contains(date.year) else {
      throw .valueOutOfRange("a date that is infinite or outside the years 0 to 9999")
    }
    self = date
  }
}
