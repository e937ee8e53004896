public import Calendars
public import Decimals
public import PostgreSQL
import SQL

/// What earlier nights came to.
public struct NightlyHistory: Sendable {
  public struct Run: Sendable {
    public enum State: Sendable {
      case ended(exitCode: Int32)
      case underWay
      /// Killed, or its server went away.
      case endedFromOutside
    }

    public let number: Int64
    public let date: LocalDate
    public let startedAt: Instant
    public let host: String
    public let pid: Int32
    public let state: State
    /// nil where it has not ended.
    public let endedAt: Instant?
    /// In the order in which they ended.
    public let stages: [Stage]
  }

  public struct Stage: Sendable {
    public let name: String
    public let outcome: String
    public let rows: Int
    public let seconds: DecimalNumber
    /// What needed a person, or why it failed.
    public let messages: [String]
  }

  /// The latest first.
  public let runs: [Run]

  /// The last runs, so many at most.
  public init(_ connection: Connection, last count: Int) throws {
    runs = try connection.transaction(.snapshot) {
      let rows = try connection.query(.named("nightly_history"), Int64(count)).decode(
        Int64.self, LocalDate.self, Instant.self, String.self, Int32.self, Int32?.self,
        Instant?.self, Bool.self)
      let stages = Dictionary(
        grouping: try connection.query(.named("nightly_history_stages"), rows.map(\.0)).decode(
          Int64.self, String.self, String.self, Int64.self, DecimalNumber.self, [String].self),
        by: \.0)
      return rows.map { row in
        Run(
          number: row.0, date: row.1, startedAt: row.2, host: row.3, pid: row.4,
          state: row.5.map { .ended(exitCode: $0) } ?? (row.7 ? .underWay : .endedFromOutside),
          endedAt: row.6,
          stages: (stages[row.0] ?? []).map {
            Stage(name: $0.1, outcome: $0.2, rows: Int($0.3), seconds: $0.4, messages: $0.5)
          })
      }
    }
  }
}
