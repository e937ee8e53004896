package import Calendars
internal import Decimals
internal import Documents

/// How an input writes its times.
package enum TimeFormat: Sendable {
  /// RFC 3339; in mapped files a space may stand for the T.
  case rfc3339(allowingSpace: Bool)
  /// Seconds since 1970, perhaps with a fraction.
  case unixSeconds
  /// Milliseconds since 1970, perhaps with a fraction.
  case unixMilliseconds

  /// The instant; nil where the text is no valid time of the years 0000 to 9999. What is finer than
  /// a microsecond falls off, towards the past.
  package func instant(from text: UnsafeBufferPointer<UInt8>) -> Instant? {
    switch self {
    case .rfc3339(let allowingSpace): Instant(rfc3339: text, allowingSpace: allowingSpace)
    case .unixSeconds: Self.instant(fromUnix: text, microsecondDigits: 6)
    case .unixMilliseconds: Self.instant(fromUnix: text, microsecondDigits: 3)
    }
  }

  /// What a text of this format looks like.
  var expectation: String {
    switch self {
    case .rfc3339: "an RFC 3339 date-time with its offset, such as 2026-10-05T22:14:03.512Z"
    case .unixSeconds: "seconds since 1970, such as 1791238443.512"
    case .unixMilliseconds: "milliseconds since 1970, such as 1791238443512"
    }
  }

  /// A microsecond is the digit at that place behind the point. Exact: at most 18 digits stand
  /// before the point, so 24 are computed with.
  private static func instant(
    fromUnix text: UnsafeBufferPointer<UInt8>, microsecondDigits: Int
  ) -> Instant? {
    guard let number = try? DecimalNumber(parsing: text, limits: .quantity) else { return nil }
    var value = number.coefficient
    for _ in 0..<max(microsecondDigits - number.scale, 0) { value *= 10 }
    for _ in 0..<max(number.scale - microsecondDigits, 0) {
      // Towards the past, also before 1970.
      value = (value - (value < 0 ? 9 : 0)) / 10
    }
    guard let microseconds = Int64(exactly: value) else { return nil }
    let instant = Instant(microseconds: microseconds)
    return (Instant.distantPast..<Instant.distantFuture).contains(instant) ? instant : nil
  }
}

extension TimeFormat {
  private enum Name: String, CaseIterable {
    case rfc3339, unix
    case unixMilliseconds = "unix_ms"
  }

  /// The format of `time`: RFC 3339 where the map does not say.
  static func named(_ keys: inout MappingReader) throws(DocumentError) -> TimeFormat {
    switch try keys.optional("format")?.choice(Name.self) {
    case nil, .rfc3339: return .rfc3339(allowingSpace: true)
    case .unix: return .unixSeconds
    case .unixMilliseconds: return .unixMilliseconds
    }
  }
}
