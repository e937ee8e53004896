public import Calendars
import PostgreSQL
import SQL

/// The lock under which one batch runs at a time: a session's, so that it is free again whatever
/// becomes of the process.
final class NightlyLock {
  private let connect: () throws -> Connection
  private var session: Connection

  private init(session: Connection, connect: @escaping () throws -> Connection) {
    self.session = session
    self.connect = connect
  }

  /// Takes the lock; nil where another process has it.
  static func take(_ connect: @escaping () throws -> Connection) throws -> NightlyLock? {
    let session = try connect()
    guard try isTaken(in: session) else { return nil }
    return NightlyLock(session: session, connect: connect)
  }

  private static func isTaken(in session: Connection) throws -> Bool {
    try session.query(.named("nightly_lock")).single(Bool.self)
  }

  /// Records the run, in the session that holds the lock; returns its number, and when it began.
  func begin(_ date: LocalDate, host: String, pid: Int32) throws -> (Int64, Instant) {
    try session.query(.named("nightly_run_record"), date, host, pid)
      .single(Int64.self, Instant.self)
  }

  /// Takes the lock again where its session was lost, as when the server was restarted.
  ///
  /// - Throws: `NightlyError.lockLost` where another process has it meanwhile.
  func keep() throws {
    let isHeld: Bool
    do {
      // A session has a lock as often as it takes it.
      isHeld = try Self.isTaken(in: session)
    } catch let error as PostgresError where error.kind == .connectionLost {
      session = try connect()
      isHeld = try Self.isTaken(in: session)
    }
    guard isHeld else { throw NightlyError.lockLost }
  }
}

/// Who holds the lock of the batch.
public struct NightlyLockHolder: Sendable {
  public let run: Int64
  public let date: LocalDate
  public let startedAt: Instant
  public let host: String
  public let pid: Int32

  /// nil where nobody holds it, or somebody who has only just begun.
  static func current(_ connection: Connection) throws -> NightlyLockHolder? {
    try connection.query(.named("nightly_lock_holder"))
      .first(Int64.self, LocalDate.self, Instant.self, String.self, Int32.self)
      .map { run, date, startedAt, host, pid in
        NightlyLockHolder(run: run, date: date, startedAt: startedAt, host: host, pid: pid)
      }
  }
}

/// Why the batch cannot go on.
public enum NightlyError: Error, Hashable, Sendable {
  /// The session that held the lock was lost, and another process has it now.
  case lockLost

  /// A stable, machine-readable name.
  public var code: String {
    switch self {
    case .lockLost: "nightly_lock_lost"
    }
  }
}

extension NightlyError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .lockLost:
      "the session that held the batch's lock was lost, and another run has taken it meanwhile:"
        + " what was done stays, the other run does the rest"
    }
  }
}
