public import PostgreSQL
import SQL

/// The events that could not be accepted.
public struct Quarantine {
  /// An event that is kept aside.
  public struct Entry: Sendable {
    public let id: Int64
    /// A code of `RejectionReason`, or `conflict`.
    public let reason: String
    /// The reason in words.
    public let detail: String
    /// How often it was seen.
    public let count: Int64
    /// As far as they could be read.
    public let source: String?
    public let event: String?
    /// Where it was seen first.
    public let file: String
    public let line: Int64
  }

  private let connection: Connection

  public init(_ connection: Connection) { self.connection = connection }

  /// All entries in the order in which they were first seen.
  public func entries() throws -> [Entry] {
    try connection.query(.named("quarantine_list")).decode(
      Int64.self, String.self, String.self, Int64.self, String?.self, String?.self, String.self,
      Int64.self
    ).map { row in
      Entry(
        id: row.0, reason: row.1, detail: row.2, count: row.3, source: row.4, event: row.5,
        file: row.6, line: row.7)
    }
  }
}
