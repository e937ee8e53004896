import Calendars

/// When an answer asks to be tried again.
enum RetryAfter {
  /// The pause that the header `Retry-After` asks for; nil where it says nothing that can be read.
  /// A date is compared with the answer's own, not with the clock of this machine.
  static func pause(_ text: String?, date: Instant?) -> Duration? {
    guard let text else { return nil }
    if let seconds = UInt32(text) { return .seconds(Int64(seconds)) }
    guard let until = Instant(httpDate: text), let date else { return nil }
    return .microseconds(max(until.microseconds - date.microseconds, 0))
  }
}

extension Instant {
  /// Reads a date as HTTP writes it, `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110, 5.6.7). The two
  /// obsolete forms are not read.
  init?(httpDate text: String) {
    let words = text.split(separator: " ")
    guard words.count == 6, words[5] == "GMT",
      let month = Self.months.firstIndex(of: String(words[2]))
    else { return nil }
    let number = month < 9 ? "0\(month + 1)" : "\(month + 1)"
    self.init(rfc3339: "\(words[3])-\(number)-\(words[1])T\(words[4])Z")
  }

  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]
}
