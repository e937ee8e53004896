extension Zone {
  /// What clocks of the zone show at an instant, with their distance from UTC:
  /// `2026-10-04 03:10:00+02:00`. Fractions of a second fall off.
  public func localTime(of instant: Instant) -> String {
    let offset = offsetSeconds(at: instant)
    let local = instant.secondsFloor + offset
    let second = Int(local - local.flooredQuotient(by: 86_400) * 86_400)
    let clock = [second / 3600, second / 60 % 60, second % 60].map { $0.padded(to: 2) }
    let distance = Int(offset.magnitude)
    let sign = offset < 0 ? "-" : "+"
    return "\(date(of: instant)) \(clock.joined(separator: ":"))\(sign)"
      + "\((distance / 3600).padded(to: 2)):\((distance / 60 % 60).padded(to: 2))"
  }
}
