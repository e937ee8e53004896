import Calendars

/// The "now" of tests: later than everything that happens in their worlds.
let testNow = Instant(rfc3339: "2026-11-22T12:00:00Z") ?? Instant(seconds: 0)
