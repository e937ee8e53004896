public import Calendars
public import PostgreSQL
import SQL

/// The time from which on something is known. It rises strictly in the order of the commits.
public enum KnownTime {
  /// Takes the lock of everything that adds to what is known, until the transaction ends, and gives
  /// the time of what it will add: the clock's, or, where that went back, a microsecond after the
  /// last import's.
  public static func next(_ connection: Connection) throws(PostgresError) -> Instant {
    try connection.execute(.named("service_import_lock"))
    // A statement of its own: it sees what was committed before the lock was had.
    return try connection.query(.named("service_known_next")).single(Instant.self)
  }

  /// The time of what was added last; nil before the first.
  public static func last(_ connection: Connection) throws(PostgresError) -> Instant? {
    try connection.query(.named("service_known_last")).single(Instant?.self)
  }
}
