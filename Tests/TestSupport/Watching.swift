internal import Foundation
internal import PostgreSQL

/// What tests wait for in the database, on a connection of their own, and what they do to it on
/// another: within a transaction, the server would show the same activity again and again.
public struct Watching {
  private let connection: Connection
  private let acting: Connection

  public init(_ url: String) throws {
    connection = try Connection(url, applicationName: "watching")
    acting = try Connection(url, applicationName: "acting")
  }

  /// On a server that may have gone away: once it answers.
  public static func onceServerAnswers(_ url: String) throws -> Watching {
    for _ in 0..<12_000 {
      if let watching = try? Watching(url) { return watching }
      usleep(5_000)
    }
    throw TimedOut(what: "the server answers")
  }

  private static let waiting = Statement(
    name: "waiting",
    text: """
      select count(*) from pg_stat_activity
      where datname = current_database() and application_name = 'releve'
        and pid <> pg_backend_pid() and state = 'active'
        and wait_event_type in ('Lock', 'Timeout')
      """)

  private static let sessions = Statement(
    name: "sessions",
    text: """
      select count(*) from pg_stat_activity
      where datname = current_database() and application_name = 'releve'
        and pid <> pg_backend_pid() and state = 'active'
      """)

  private static let everySession = Statement(
    name: "every_session",
    text: """
      select count(*) from pg_stat_activity
      where datname = current_database() and application_name = 'releve'
      """)

  private static let events = Statement(
    name: "events",
    text: "select (select count(*) from releve.event),"
      + " (select count(*) from releve.event_identity),"
      + " (select coalesce(sum(accepted + duplicate + conflict + rejected), 0)::bigint"
      + " from releve.ingestion_batch)")

  /// What did not come to pass in time.
  public struct TimedOut: Error { public let what: String }

  /// Returns once something is so; a program that hangs fails its test within a minute.
  private func wait(until what: String, _ isSo: () throws -> Bool) throws {
    for _ in 0..<12_000 {
      if try isSo() { return }
      usleep(5_000)
    }
    throw TimedOut(what: what)
  }

  /// Returns once the program waits in the server, for a lock or in a sleep.
  public func untilProgramWaits() throws {
    try wait(until: "the program waits in the server") {
      try connection.query(Self.waiting).single(Int.self) > 0
    }
  }

  /// Returns once the server does nothing for the program any more.
  public func untilProgramIsGone() throws {
    try wait(until: "the server is done with the program") {
      try connection.query(Self.sessions).single(Int.self) == 0
    }
  }

  /// Returns once no session of the program is open: what it held is free.
  public func untilProgramHasLeft() throws {
    try wait(until: "no session of the program is open") {
      try connection.query(Self.everySession).single(Int.self) == 0
    }
  }

  /// Returns once so many events are stored.
  public func untilStored(_ count: Int) throws {
    try wait(until: "\(count) events are stored") { try stored().events >= count }
  }

  /// The events, their identities, and the outcomes that were recorded.
  public func stored() throws -> (events: Int, identities: Int, outcomes: Int) {
    try connection.query(Self.events).single(Int.self, Int.self, Int.self)
  }

  /// The number of ingestions that have begun.
  public func started() throws -> Int {
    try connection.query(
      Statement(name: "ingestions", text: "select count(*) from releve.ingestion")
    ).single(Int.self)
  }

  /// The process of the server that works for the program.
  public func programSession() throws -> Int32 {
    try connection.query(
      Statement(
        name: "program_session",
        text: "select pid from pg_stat_activity where datname = current_database()"
          + " and application_name = 'releve' and wait_event_type = 'Lock'")
    ).single(Int32.self)
  }

  /// Returns once a psql sleeps.
  public func untilPsqlSleeps() throws {
    let sleeping = Statement(
      name: "sleeping",
      text: "select from pg_stat_activity where datname = current_database()"
        + " and application_name = 'psql' and wait_event = 'PgSleep'")
    try wait(until: "psql sleeps") { try connection.query(sleeping).count > 0 }
  }

  /// Runs SQL, such as the beginning of a transaction that is in the program's way.
  public func run(_ script: String) throws { try acting.run(script: script, name: "script") }
}
