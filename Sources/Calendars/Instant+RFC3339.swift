extension Instant: CustomStringConvertible {
  /// Reads an RFC 3339 date-time, with `Z` or a numeric offset; digits past the microsecond fall
  /// off; a second of 60 is the second that follows. `T` and `Z` may be in lower case, and a space
  /// may stand for the `T` where `allowingSpace` (CSV maps).
  ///
  /// nil where the text is no valid date-time, such as 29 February of a common year, a missing
  /// offset, or a result outside the years 0000 to 9999.
  public init?(rfc3339 text: UnsafeBufferPointer<UInt8>, allowingSpace: Bool = false) {
    self.init(characters: text, allowingSpace: allowingSpace)
  }

  private init?(characters text: some RandomAccessCollection<UInt8>, allowingSpace: Bool) {
    var scanner = DigitScanner(text)
    guard
      let year = scanner.digits(4), scanner.take("-"),
      let month = scanner.digits(2), scanner.take("-"),
      let day = scanner.digits(2),
      let date = LocalDate(year: Int(year), month: Int(month), day: Int(day)),
      scanner.take("T") || scanner.take("t") || (allowingSpace && scanner.take(" ")),
      let hour = scanner.digits(2), hour <= 23, scanner.take(":"),
      let minute = scanner.digits(2), minute <= 59, scanner.take(":"),
      let second = scanner.digits(2), second <= 60,
      let fraction = scanner.fraction(),
      let offset = scanner.offsetSeconds(), scanner.isAtEnd
    else { return nil }
    let seconds = hour * 3600 + minute * 60 + second - offset
    let instant = date.midnightUTC.adding(
      microseconds: seconds * Self.microsecondsPerSecond + fraction)
    guard (Self.distantPast..<Self.distantFuture).contains(instant) else { return nil }
    self = instant
  }

  /// Reads an RFC 3339 date-time from a string.
  public init?(rfc3339 text: String, allowingSpace: Bool = false) {
    self.init(characters: Array(text.utf8), allowingSpace: allowingSpace)
  }

  /// RFC 3339 in UTC; as many fraction digits, up to 6, as the value needs.
  public var description: String {
    let seconds = secondsFloor
    // Not a difference: `seconds` in microseconds may lie below Int64.min.
    let remainder = microseconds % Self.microsecondsPerSecond
    let fraction = remainder < 0 ? remainder + Self.microsecondsPerSecond : remainder
    let days = seconds.flooredQuotient(by: 86_400)
    let rest = Int(seconds - days * 86_400)
    let time = [rest / 3600, rest / 60 % 60, rest % 60].map { $0.padded(to: 2) }
    var digits = fraction == 0 ? "" : "." + Int(fraction).padded(to: 6)
    while digits.hasSuffix("0") { digits.removeLast() }
    return "\(LocalDate(daysSinceEpoch: Int(days)))T\(time.joined(separator: ":"))\(digits)Z"
  }
}

extension Int {
  /// The decimal digits, with leading zeros up to `width`.
  func padded(to width: Int) -> String {
    let digits = String(self)
    return String(repeating: "0", count: Swift.max(width - digits.count, 0)) + digits
  }
}

/// Reads fixed-width ASCII digits from the front of a text.
struct DigitScanner<Text: RandomAccessCollection<UInt8>> {
  private let text: Text
  private var position: Text.Index

  init(_ text: Text) {
    self.text = text
    self.position = text.startIndex
  }

  var isAtEnd: Bool { position == text.endIndex }

  mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard !isAtEnd, text[position] == UInt8(ascii: character) else { return false }
    position = text.index(after: position)
    return true
  }

  mutating func digits(_ count: Int) -> Int64? {
    var value: Int64 = 0
    for _ in 0..<count {
      guard let digit = digit() else { return nil }
      value = value * 10 + digit
    }
    return value
  }

  private mutating func digit() -> Int64? {
    guard !isAtEnd, (48...57).contains(text[position]) else { return nil }
    defer { position = text.index(after: position) }
    return Int64(text[position] &- 48)
  }

  /// `.digits` in microseconds, 0 where there is none, nil where the point has no digit.
  mutating func fraction() -> Int64? {
    guard take(".") else { return 0 }
    guard let first = digit() else { return nil }
    var value = first
    var count = 1
    while let next = digit() {
      if count < 6 { value = value * 10 + next }
      count += 1
    }
    for _ in Swift.min(count, 6)..<6 { value *= 10 }
    return value
  }

  /// `Z` or `±hh:mm`.
  mutating func offsetSeconds() -> Int64? {
    if take("Z") || take("z") { return 0 }
    let sign: Int64
    if take("+") { sign = 1 } else if take("-") { sign = -1 } else { return nil }
    guard let hours = digits(2), hours <= 23, take(":"),
      let minutes = digits(2), minutes <= 59
    else { return nil }
    return sign * (hours * 3600 + minutes * 60)
  }
}
