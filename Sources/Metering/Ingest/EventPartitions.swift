public import Calendars
public import PostgreSQL
import SQL

/// The months of stored events.
public struct EventPartitions {
  private let connection: Connection

  public init(_ connection: Connection) { self.connection = connection }

  /// Makes the partitions of the month of `now` (in UTC) and of the following one, where there are
  /// none: so nobody has to wait for that when a month begins. Several processes may do it at once.
  public func ensureAhead(now: Instant) throws {
    try connection.execute(
      .named("event_partitions_ahead"), Period(containing: now.utcDate).firstDay)
  }
}
