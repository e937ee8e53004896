import Calendars
import PostgreSQL
import SQL

/// Which alerts the webhook has taken.
struct AlertNotices {
  private let connection: Connection

  init(_ connection: Connection) { self.connection = connection }

  /// Those that were not sent, in their order. One of a subject of which more has come since is
  /// sent again.
  func unsent(_ alerts: [Alert]) throws -> [Alert] {
    guard !alerts.isEmpty else { return [] }
    let places = try connection.query(
      .named("alerts_unsent"), alerts.map(\.kind.rawValue), alerts.map(\.subject),
      alerts.map(\.latest)
    ).decode(Int32.self)
    return places.map { place in alerts[Int(place) - 1] }
  }

  /// Keeps that they were taken.
  func record(_ alerts: [Alert]) throws {
    try connection.execute(
      .named("alerts_sent"), alerts.map(\.kind.rawValue), alerts.map(\.subject),
      alerts.map(\.latest), alerts.map(\.message))
  }
}
