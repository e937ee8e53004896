extension Instant {
  /// Reads what a clock in `zone` showed, `YYYY-MM-DDThh:mm`, perhaps with `:ss` and a fraction; a
  /// space may stand for the `T`. Digits past the microsecond fall off.
  ///
  /// Where the clock was set back and showed the time twice, it is the first of the two. nil where
  /// the text is anything else, or the clock was set forward past that time.
  public init?(local text: String, in zone: Zone) {
    var scanner = DigitScanner(Array(text.utf8))
    guard
      let year = scanner.digits(4), scanner.take("-"),
      let month = scanner.digits(2), scanner.take("-"),
      let day = scanner.digits(2),
      let date = LocalDate(year: Int(year), month: Int(month), day: Int(day)),
      scanner.take("T") || scanner.take("t") || scanner.take(" "),
      let hour = scanner.digits(2), hour <= 23, scanner.take(":"),
      let minute = scanner.digits(2), minute <= 59
    else { return nil }
    var (second, fraction): (Int64, Int64) = (0, 0)
    if scanner.take(":") {
      guard let seconds = scanner.digits(2), seconds <= 59, let rest = scanner.fraction() else {
        return nil
      }
      (second, fraction) = (seconds, rest)
    }
    guard scanner.isAtEnd else { return nil }
    let seconds = hour * 3600 + minute * 60 + second
    guard
      let instant = zone.instant(
        of: date.midnightUTC.adding(microseconds: seconds * Self.microsecondsPerSecond + fraction)),
      (Self.distantPast..<Self.distantFuture).contains(instant)
    else { return nil }
    self = instant
  }
}

extension Zone {
  /// The first instant at which clocks of the zone show what clocks of UTC show at `shown`; nil
  /// where they never do.
  fileprivate func instant(of shown: Instant) -> Instant? {
    let day = 86_400 * Instant.microsecondsPerSecond
    // Offsets are less than a day, and do not change twice within two.
    let offsets = [-day, day].map { offsetSeconds(at: shown.adding(microseconds: $0)) }
    return offsets.sorted(by: >).lazy
      .map { ($0, shown.adding(microseconds: -$0 * Instant.microsecondsPerSecond)) }
      .first { offset, instant in offsetSeconds(at: instant) == offset }?.1
  }
}
