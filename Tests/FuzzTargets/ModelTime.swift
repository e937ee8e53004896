/// The grammar of RFC 3339, read column by column, and days counted year by year.
enum ModelTime {
  /// Microseconds since 1970; nil for what is no date-time of the years 0000 to 9999.
  static func microseconds(_ bytes: [UInt8], allowingSpace: Bool) -> Int64? {
    // YYYY-MM-DDTHH:MM:SS
    guard bytes.count >= 20, bytes[4] == 0x2D, bytes[7] == 0x2D, bytes[13] == 0x3A,
      bytes[16] == 0x3A,
      bytes[10] == UInt8(ascii: "T") || bytes[10] == UInt8(ascii: "t")
        || (allowingSpace && bytes[10] == 0x20),
      let year = number(bytes[0..<4]), let month = number(bytes[5..<7]), (1...12).contains(month),
      let day = number(bytes[8..<10]), (1...length(of: month, year)).contains(day),
      let hour = number(bytes[11..<13]), hour < 24,
      let minute = number(bytes[14..<16]), minute < 60,
      let second = number(bytes[17..<19]), second <= 60
    else { return nil }
    var rest = bytes[19...]
    var fraction: Int64 = 0
    if rest.first == UInt8(ascii: ".") {
      let digits = rest.dropFirst().prefix { (48...57).contains($0) }
      guard !digits.isEmpty else { return nil }
      fraction =
        number(digits.prefix(6) + Array(repeating: 48, count: max(6 - digits.count, 0)))
        ?? 0
      rest = rest.dropFirst(1 + digits.count)
    }
    guard let offset = offset(Array(rest)) else { return nil }
    let seconds =
      days(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second - offset
    let first = days(0, 1, 1) * 86_400
    let last = days(10_000, 1, 1) * 86_400
    return (first..<last).contains(seconds) ? seconds * 1_000_000 + fraction : nil
  }

  private static func number(_ digits: some Sequence<UInt8>) -> Int64? {
    var value: Int64 = 0
    for digit in digits {
      guard (48...57).contains(digit) else { return nil }
      value = value * 10 + Int64(digit - 48)
    }
    return value
  }

  private static func offset(_ bytes: [UInt8]) -> Int64? {
    if bytes == [UInt8(ascii: "Z")] || bytes == [UInt8(ascii: "z")] { return 0 }
    guard bytes.count == 6, bytes[3] == 0x3A, bytes[0] == 0x2B || bytes[0] == 0x2D,
      let hours = number(bytes[1..<3]), hours < 24, let minutes = number(bytes[4..<6]),
      minutes < 60
    else { return nil }
    return (bytes[0] == 0x2D ? -1 : 1) * (hours * 3600 + minutes * 60)
  }

  private static func isLeap(_ year: Int64) -> Bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
  }

  private static func length(of month: Int64, _ year: Int64) -> Int64 {
    switch month {
    case 2: isLeap(year) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// Days from 1970-01-01.
  private static func days(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
    var days = day - 1
    for earlier in 1..<month { days += length(of: earlier, year) }
    for past in min(year, 1970)..<max(year, 1970) {
      days += (year < 1970 ? -1 : 1) * (isLeap(past) ? 366 : 365)
    }
    return days
  }
}
