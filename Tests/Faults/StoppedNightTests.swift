import Foundation
import PostgreSQL
import TestSupport
import Testing

/// A night that stands still for longer than the server waits.
@Suite struct StoppedNightTests {
  /// What a night waits for within a transaction, in each stage that writes much, by a statement:
  /// while rows are copied the server waits without an end.
  private static let places = [
    "lock table releve.ingestion_batch in share mode",
    "lock table releve.usage_daily in share mode",
    "select pg_advisory_xact_lock(hashtextextended('releve.issue', 0))",
  ]

  /// A night that is stopped within a transaction, whose sessions the server has ended since.
  private func withStoppedNight(
    _ place: String, _ body: (EstateCopy, RunningProgram, Watching) throws -> Void
  ) throws {
    try Estate.autumn.get().withCopy { copy in
      let database = copy.database
      try database.connect().run(
        script: """
          alter database \(database.name) set idle_in_transaction_session_timeout = '300ms';
          alter database \(database.name) set idle_session_timeout = '300ms';
          """, name: "time_outs")
      let watching = try Watching(
        database.connectionURL + "&options=-c%20idle_in_transaction_session_timeout%3D0"
          + "%20-c%20idle_session_timeout%3D0")
      try watching.run("begin; \(place)")
      let night = try copy.start()
      try watching.untilProgramWaits()
      night.send(SIGSTOP)
      try watching.run("rollback")
      try watching.untilProgramHasLeft()
      try watching.run("alter database \(database.name) reset all")
      try body(copy, night, watching)
    }
  }

  @Test(arguments: places) func `goes on with what it was at`(place: String) throws {
    try withStoppedNight(place) { copy, night, _ in
      night.send(SIGCONT)
      let run = try night.finish()
      #expect(try run.status == Estate.unbroken.get().status, "\(run.output)\(run.errors)")
      try copy.expectUnbroken("stopped at \(place)")
    }
  }

  @Test(arguments: places)
  func `does no harm where another night has done all meanwhile`(place: String) throws {
    try withStoppedNight(place) { copy, night, watching in
      try copy.run()
      night.send(SIGCONT)
      let run = try night.finish()
      #expect([0, 1, 3].contains(run.status), "\(run.output)\(run.errors)")
      try watching.untilProgramHasLeft()
      try copy.run()
      try copy.expectUnbroken("stopped at \(place), overtaken")
    }
  }

  @Test func `leaves the rest to another night that has begun meanwhile`() throws {
    try withStoppedNight(Self.places[1]) { copy, night, watching in
      try watching.run("begin; lock table releve.invoice in share mode")
      let other = try copy.start()
      try watching.untilProgramWaits()
      night.send(SIGCONT)
      let run = try night.finish()
      #expect(run.status == 1 && run.errors.contains("[nightly_lock_lost]"), "\(run.errors)")
      try watching.run("rollback")
      #expect(try [0, 3].contains(other.finish().status))
      try copy.expectUnbroken("stopped, and another night at work")
    }
  }
}
