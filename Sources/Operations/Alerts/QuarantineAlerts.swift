import Calendars
import PostgreSQL
import SQL

/// Open quarantine entries, an alert for each reason: how many there are, how many came since the
/// last night, and the first of those.
struct QuarantineAlerts {
  private let night: Night
  private let connection: Connection

  init(_ night: Night, _ connection: Connection) {
    self.night = night
    self.connection = connection
  }

  func open() throws -> [Alert] {
    try connection.query(.named("alert_quarantine"), night.date)
      .decode(
        String.self, Int64.self, Int64.self, Instant.self, LocalDate?.self, String?.self,
        String?.self
      ).map { reason, entries, new, latest, since, place, detail in
        var message = entries == 1 ? "1 event is kept aside" : "\(entries) events are kept aside"
        if let since { message += ", \(new) of them new since the night of \(since)" }
        if let place, let detail { message += "; the first: \(place): \(detail)" }
        message += ". See `releve quarantine list`; retry or drop them"
        return Alert(.quarantine, reason, message, latest: latest)
      }
  }
}
