import Foundation
import PostgreSQL

/// What tests wait for in the database, on a connection of their own, and what they do to it on
/// another: within a transaction, the server would show the same activity again and again.
struct Watching {
  private let connection: Connection
  private let acting: Connection

  init(_ url: String) throws {
    connection = try Connection(url, applicationName: "watching")
    acting = try Connection(url, applicationName: "acting")
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

  private static let events = Statement(
    name: "events",
    text: "select (select count(*) from releve.event),"
      + " (select count(*) from releve.event_identity),"
      + " (select coalesce(sum(accepted + duplicate + conflict + rejected), 0)::bigint"
      + " from releve.ingestion_batch)")

  /// What did not come to pass in time.
  struct TimedOut: Error { let what: String }

  /// Returns once something is so; a program that hangs fails its test within a minute.
  private func wait(until what: String, _ isSo: () throws -> Bool) throws {
    for _ in 0..<12_000 {
      if try isSo() { return }
      usleep(5_000)
    }
    throw TimedOut(what: what)
  }

  /// Returns once the program waits in the server, for a lock or in a sleep.
  func untilProgramWaits() throws {
    try wait(until: "the program waits in the server") {
      try connection.query(Self.waiting).single(Int.self) > 0
    }
  }

  /// Returns once the server does nothing for the program any more.
  func untilProgramIsGone() throws {
    try wait(until: "the server is done with the program") {
      try connection.query(Self.sessions).single(Int.self) == 0
    }
  }

  /// Returns once so many events are stored.
  func untilStored(_ count: Int) throws {
    try wait(until: "\(count) events are stored") { try stored().events >= count }
  }

  /// The events, their identities, and the outcomes that were recorded.
  func stored() throws -> (events: Int, identities: Int, outcomes: Int) {
    try connection.query(Self.events).single(Int.self, Int.self, Int.self)
  }

  /// The number of ingestions that have begun.
  func started() throws -> Int {
    try connection.query(
      Statement(name: "ingestions", text: "select count(*) from releve.ingestion")
    ).single(Int.self)
  }

  /// The process of the server that works for the program.
  func programSession() throws -> Int32 {
    try connection.query(
      Statement(
        name: "program_session",
        text: "select pid from pg_stat_activity where datname = current_database()"
          + " and application_name = 'releve' and wait_event_type = 'Lock'")
    ).single(Int32.self)
  }

  /// Returns once a psql sleeps.
  func untilPsqlSleeps() throws {
    let sleeping = Statement(
      name: "sleeping",
      text: "select from pg_stat_activity where datname = current_database()"
        + " and application_name = 'psql' and wait_event = 'PgSleep'")
    try wait(until: "psql sleeps") { try connection.query(sleeping).count > 0 }
  }

  /// Runs SQL, such as the beginning of a transaction that is in the program's way.
  func run(_ script: String) throws { try acting.run(script: script, name: "script") }
}

/// Events as lines, with ids from a number on, of a tenant of the demonstration.
func eventLines(_ ids: Range<Int>) -> String {
  ids.map { id in
    """
    {"id":"\(id)","source":"/t","type":"releve.usage.v1","subject":"lumiere-prod",\
    "time":"2024-10-05T10:00:00Z","data":{"sku":"csp:fr1:openiaas:backup:vm:v1",\
    "resource":"r\(id % 10)","quantity":"1"}}

    """
  }.joined()
}

/// The events that make a batch full, so that it is written.
let batchEvents = 14_000

/// The documents of the demonstration.
let demoDocuments = [
  "documents/catalogue.yaml", "documents/price-list.yaml", "documents/service-levels.yaml",
  "documents/customers.yaml",
].map(Program.demo)
