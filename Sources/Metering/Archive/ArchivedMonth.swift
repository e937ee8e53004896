public import Calendars
import PostgreSQL

/// A month of events that was written to a file and taken out of the database's events.
public struct ArchivedMonth: Equatable, Sendable {
  /// The month, in UTC.
  public let month: Period
  /// 1, and one more each time that it was archived again after it was restored.
  public let number: Int32
  public let events: Int64
  /// SHA-256 of the file's bytes before they were compressed, in lower-case hex.
  public let sha256: String
  /// The absolute path that it was written to.
  public let file: String
  public let archivedAt: Instant
  /// The database's user.
  public let archivedBy: String
  /// When it was put back; nil while it is archived.
  public let restoredAt: Instant?
  /// Whether the month's own table is still in the database, beside the file.
  public let hasTable: Bool
  /// The events that came while it was archived.
  public let lateEvents: Int64

  /// The table, while it is there.
  public var table: String? { hasTable ? Self.table(of: month) : nil }

  /// Where the table of an archived month is.
  static func table(of month: Period) -> String {
    "releve_archive.event_\(month.description.replacing("-", with: "_"))"
  }
}
