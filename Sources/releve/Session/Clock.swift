import Calendars
import Foundation

/// The time of day: the only place that asks for it.
enum Clock {
  static var now: Instant {
    Instant(microseconds: Int64((Date().timeIntervalSince1970 * 1_000_000).rounded()))
  }
}
