import Foundation
import PostgreSQL
import TestSupport
import Testing

/// Ctrl-C and SIGTERM: the work is undone where it was, what was stored stays, and the program says
/// so in one line.
@Suite struct InterruptionTests {
  private let database: TestDatabase
  private let releve: Program
  private let watching: Watching

  init() throws {
    database = try MigratedDatabase.make()
    releve = Program(database)
    watching = try Watching(database.connectionURL)
    let apply = try releve(["apply"] + demoDocuments)
    #expect(apply.status == 0, "\(apply.errors)")
  }

  private func expectInterruption(_ run: Program.Run, by signal: Int32) {
    #expect(run.status == 128 + signal)
    let name = signal == SIGINT ? "SIGINT" : "SIGTERM"
    #expect(run.errors.hasPrefix("error: interrupted by \(name): what was stored stays,"))
    #expect(run.errors.hasSuffix("[interrupted]\n"))
    #expect(run.errors.split(separator: "\n").count == 1)
  }

  @Test(arguments: [SIGINT, SIGTERM])
  func `while a statement waits for a lock`(signal: Int32) throws {
    try watching.run("begin; lock table releve.event_identity")
    let running = try releve.start("ingest", "-")
    try running.write(eventLines(0..<3))
    try watching.untilProgramWaits()
    running.send(signal)
    let run = try running.finish(endingInput: false)
    expectInterruption(run, by: signal)
    #expect(run.output.contains(#""read":0"#))
    // The statement does not go on in the server.
    try watching.untilProgramIsGone()
    try watching.run("rollback")
    #expect(try watching.stored() == (0, 0, 0))
    let again = try releve("ingest", "-", input: eventLines(0..<2))
    #expect(again.output.contains(#""accepted":2"#))
  }

  @Test func `while a statement works`() throws {
    try watching.run(
      """
      create function releve.dawdle() returns trigger language plpgsql as
        $$ begin perform pg_sleep(600); return new; end $$;
      create trigger dawdle before insert on releve.ingestion_batch
        for each row execute function releve.dawdle();
      """)
    let running = try releve.start("ingest", "-")
    try running.write(eventLines(0..<3))
    try watching.untilProgramWaits()
    running.send(SIGINT)
    expectInterruption(try running.finish(endingInput: false), by: SIGINT)
    try watching.untilProgramIsGone()
    #expect(try watching.stored() == (0, 0, 0))
  }

  @Test(arguments: [SIGINT, SIGTERM])
  func `while standard input is waited for`(signal: Int32) throws {
    let running = try releve.start("ingest", "-")
    // A batch, then the beginning of a line.
    try running.write(eventLines(0..<batchEvents) + #"{"id":"half"#)
    try watching.untilStored(batchEvents)
    running.send(signal)
    let run = try running.finish(endingInput: false)
    expectInterruption(run, by: signal)
    #expect(run.output.contains(#""accepted":\#(batchEvents)"#))
    #expect(run.output.contains(#""read":\#(batchEvents)"#))
    #expect(try watching.stored() == (batchEvents, batchEvents, batchEvents))
    let again = try releve("ingest", "-", input: eventLines(0..<batchEvents + 1))
    #expect(again.output.contains(#""accepted":1,"conflict":0,"duplicate":\#(batchEvents)"#))
  }

  /// What was taken from a pipe is nowhere else: it does not wait for a batch to be full.
  @Test func `events of a pipe that stays open are stored within a moment`() throws {
    let running = try releve.start("ingest", "-")
    try running.write(eventLines(0..<3))
    try watching.untilStored(3)
    try running.write(eventLines(3..<7) + #"{"id":"half"#)
    try watching.untilStored(7)
    running.send(SIGTERM)
    let run = try running.finish(endingInput: false)
    expectInterruption(run, by: SIGTERM)
    #expect(run.output.contains(#""accepted":7,"conflict":0,"duplicate":0"#))
  }

  @Test func `while a named pipe is waited for`() throws {
    try TemporaryFolder.with { folder in
      mkfifo(folder + "/pipe", 0o600)
      let running = try releve.start("ingest", folder + "/pipe")
      // Both ways open does not wait for a reader.
      let pipe = open(folder + "/pipe", O_RDWR)
      defer { close(pipe) }
      let text = Array(eventLines(0..<1).utf8)
      #expect(write(pipe, text, text.count) == text.count)
      while try watching.started() == 0 { usleep(5_000) }
      running.send(SIGINT)
      expectInterruption(try running.finish(endingInput: false), by: SIGINT)
    }
  }

  @Test func `while documents are read, before any session is open`() throws {
    let running = try releve.start("apply", "-")
    try running.write("kind: Seller\n")
    running.sendOnceReading(SIGINT)
    expectInterruption(try running.finish(endingInput: false), by: SIGINT)
  }

  @Test func `a second signal ends the program at once`() throws {
    try watching.run("begin; lock table releve.event_identity")
    let running = try releve.start("ingest", "-")
    try running.write(eventLines(0..<3))
    try watching.untilProgramWaits()
    // A session that is stopped does not hear that it is to cancel.
    let session = try watching.programSession()
    kill(session, SIGSTOP)
    defer { kill(session, SIGCONT) }
    running.send(SIGINT)
    running.send(SIGTERM)
    expectInterruption(try running.finish(endingInput: false), by: SIGTERM)
  }

  @Test func `psql deals with signals itself`() throws {
    let running = try releve.start("db", "psql", "--", "-c", "select pg_sleep(600)")
    try watching.untilPsqlSleeps()
    running.send(SIGINT)
    let run = try running.finish(endingInput: false)
    #expect(run.errors.contains("canceling statement due to user request"))
    #expect(!run.errors.contains("interrupted"))
  }
}
