import Calendars
import PostgreSQL
import SQL

/// Sources whose events came regularly and have stopped: the statement `alert_sources_silent` says
/// when. By the hours of their events, against the night's now.
struct SilentSources {
  private let night: Night
  private let connection: Connection

  init(_ night: Night, _ connection: Connection) {
    self.night = night
    self.connection = connection
  }

  func open() throws -> [Alert] {
    try readHours()
    let silent = try connection.query(.named("alert_sources_silent"), night.now)
      .decode(String.self, Instant.self, Int64.self, Int64.self)
    return silent.map { source, last, median, longest in
      Alert(
        .sourceSilent, source,
        "the source \(source) has had no event since the hour of \(last): in the four weeks"
          + " before, it had one every \(median) h, and at the longest after \(longest) h. See"
          + " whether it still runs, and whether what it sends gets here",
        latest: last)
    }
  }

  /// Gathers the hours of what was stored since. Two that do so at once find the same.
  private func readHours() throws {
    let unread = try connection.transaction(.snapshot) {
      let ingestions = try connection.query(.named("source_hours_unread"))
        .decode(Int32.self, Int32.self)
      guard !ingestions.isEmpty else { return Optional<UnreadHours>.none }
      return UnreadHours(
        ingestions: ingestions,
        hours: try connection.query(.named("source_hours"), ingestions.map(\.0))
          .decode(String.self, Instant.self))
    }
    guard let unread else { return }
    try connection.execute(
      .named("source_hours_add"), unread.hours.map(\.0), unread.hours.map(\.1),
      unread.ingestions.map(\.0), unread.ingestions.map(\.1))
  }

  private struct UnreadHours {
    let ingestions: [(Int32, Int32)]
    let hours: [(String, Instant)]
  }
}
