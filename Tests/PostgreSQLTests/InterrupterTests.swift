import Foundation
import PostgreSQL
import Synchronization
import TestSupport
import Testing

/// Work that another thread ends.
@Suite struct InterrupterTests {
  private let database: TestDatabase
  private let interrupter = Interrupter()

  init() throws {
    database = try TestServer.shared.makeDatabase()
    try database.connect().run(script: "create table entry (id bigint)", name: "tables")
  }

  private static let entries = Statement(name: "entries", text: "select id from entry")

  /// Runs `body` while another thread interrupts it as soon as a statement waits in the server.
  private func interrupted(_ body: () throws -> Void) throws -> PostgresError {
    let isDone = Mutex(false)
    let (watcher, interrupter) = (try database.connect(), interrupter)
    let waiting = Statement(
      name: "waiting",
      text: "select 1 from pg_stat_activity where datname = current_database()"
        + " and (query like '%pg_sleep(600)%' or wait_event_type = 'Lock')"
        + " and state = 'active' and pid <> pg_backend_pid()")
    let ended = DispatchSemaphore(value: 0)
    let sendableWatcher = UncheckedBox(watcher)
    Thread.detachNewThread {
      while (try? sendableWatcher.value.query(waiting).count) == 0 { usleep(1_000) }
      _ = interrupter.interrupt()
      while !isDone.withLock({ $0 }) {
        interrupter.cancelStatements()
        usleep(1_000)
      }
      ended.signal()
    }
    defer {
      isDone.withLock { $0 = true }
      ended.wait()
    }
    return try #require(throws: PostgresError.self) { try body() }
  }

  @Test(arguments: ["select pg_sleep(600)", "lock table entry"])
  func `a statement that waits in the server is cancelled and its transaction rolled back`(
    script: String
  ) throws {
    let blocker = try database.connect()
    let connection = try Connection(database.connectionURL, interrupter: interrupter)
    try blocker.run(script: "begin; lock table entry in share mode", name: "block")
    let error = try interrupted {
      try connection.transaction {
        try connection.run(script: "create table other (id bigint)", name: "create")
        try connection.run(script: script, name: "wait")
      }
    }
    #expect(error.sqlState == .queryCancelled)
    #expect(error.statement == "wait")
    try blocker.run(script: "commit", name: "unblock")
    let refused = try #require(throws: PostgresError.self) { try connection.query(Self.entries) }
    #expect(refused.code == "interrupted")
    let exists = Statement(name: "exists", text: "select to_regclass('other') is null")
    #expect(try database.connect().query(exists).single(Bool.self))
  }

  @Test func `what was about to be committed is not`() throws {
    let connection = try Connection(database.connectionURL, interrupter: interrupter)
    let error = try #require(throws: PostgresError.self) {
      try connection.transaction {
        try connection.run(script: "insert into entry values (1)", name: "insert")
        #expect(interrupter.interrupt())
      }
    }
    #expect(error.code == "interrupted")
    #expect(try database.connect().query(Self.entries).count == 0)
  }

  @Test func `without a session there is nothing to interrupt`() throws {
    #expect(!interrupter.interrupt())
    #expect(!Interrupter().isInterrupted)
    var connection: Connection? = try Connection(database.connectionURL, interrupter: interrupter)
    #expect(interrupter.interrupt())
    connection = nil
    #expect(!interrupter.interrupt())
    interrupter.cancelStatements()
    _ = connection
  }
}

/// A value that one thread hands to another.
private struct UncheckedBox<Value>: @unchecked Sendable {
  let value: Value
  init(_ value: Value) { self.value = value }
}
