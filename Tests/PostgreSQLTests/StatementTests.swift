import PostgreSQL
import Synchronization
import TestSupport
import Testing

/// Statements, what they affect, and how their failures are reported.
@Suite struct StatementTests {
  private let connection: Connection

  init() throws {
    connection = try TestServer.shared.makeDatabase().connect()
    try connection.run(
      script: "create table event (id bigint constraint event_key primary key, note text)",
      name: "tables")
  }

  private static let insert = Statement(
    name: "insert_event", text: "insert into event (id, note) values ($1, $2)")

  @Test func rowsAreCounted() throws {
    #expect(try connection.execute(Self.insert, 1, "a") == 1)
    #expect(try connection.execute(Self.insert, 2, String?.none) == 1)
    let update = Statement(name: "update", text: "update event set note = 'b'")
    #expect(try connection.execute(update) == 2)
    let returning = Statement(name: "delete", text: "delete from event returning id, note")
    let rows = try connection.query(returning)
    #expect(rows.count == 2)
    #expect(rows.affected == 2)
    #expect(try connection.execute(Statement(name: "analyse", text: "set work_mem = 65536")) == 0)
  }

  @Test func aUniqueViolationNamesWhatItConcerns() throws {
    try connection.execute(Self.insert, 1, "a")
    let error = try #require(throws: PostgresError.self) {
      try connection.execute(Self.insert, 1, "b")
    }
    #expect(error.code == "statement_failed")
    #expect(error.sqlState == .uniqueViolation)
    #expect(error.constraint == "event_key")
    #expect(error.table == "event")
    #expect(error.statement == "insert_event")
    #expect(error.detail == "Key (id)=(1) already exists.")
    #expect(
      error.description == "insert_event: duplicate key value violates unique constraint "
        + "\"event_key\" (table event, constraint event_key, SQLSTATE 23505). "
        + "Detail: Key (id)=(1) already exists.")
  }

  @Test func statesMatchTheirClass() throws {
    let state = SQLState(rawValue: "40P01")
    #expect(state == .deadlockDetected)
    #expect(state.isIn(class: .transactionRollback))
    #expect(!state.isIn(class: .integrityConstraintViolation))
    let isRetried =
      switch state {
      case SQLState.Class.transactionRollback: true
      default: false
      }
    #expect(isRetried)
  }

  @Test func aNameHasOneTextAndOneListOfTypes() throws {
    try connection.execute(Self.insert, 1, "a")
    let other = Statement(name: Self.insert.name, text: "select 1")
    #expect(throws: PostgresError.self) { try connection.query(other) }
    let types = try #require(throws: PostgresError.self) {
      try connection.execute(Self.insert, "1", "a")
    }
    #expect(types.kind == .statementConflict)
    #expect(try connection.execute(Self.insert, 2, "a") == 1)
  }

  @Test func longNamesWithTheSameBeginningStayApart() throws {
    let name = String(repeating: "n", count: 80)
    let one = Statement(name: name + "1", text: "select 1")
    let two = Statement(name: name + "2", text: "select 2")
    #expect(try connection.query(one).single(Int32.self) == 1)
    #expect(try connection.query(two).single(Int32.self) == 2)
  }

  @Test func aScriptFailsAsAWholeWithItsLine() throws {
    let error = try #require(throws: PostgresError.self) {
      try connection.run(
        script: "create table é (x int);\n\n  select nothing;\n", name: "0001_start")
    }
    #expect(error.sqlState == .undefinedColumn)
    #expect(error.description.hasPrefix("0001_start, line 3: column \"nothing\""))
    let exists = Statement(name: "exists", text: "select to_regclass('é') is not null")
    #expect(try connection.query(exists).single(Bool.self) == false)
  }

  @Test func whatIsNoPlainStatementIsRefused() throws {
    let empty = try #require(throws: PostgresError.self) {
      try connection.execute(Statement(name: "empty", text: "  -- nothing"))
    }
    #expect(empty.kind == .unexpectedResult)
    for text in ["copy event from stdin", "copy event to stdout"] {
      let error = try #require(throws: PostgresError.self) {
        try connection.query(Statement(name: text, text: text))
      }
      #expect(error.kind == .unexpectedResult)
      #expect(try connection.execute(Self.insert, text.utf8.count, "usable") == 1)
    }
  }

  @Test func noticesArriveWhereTheyAreWanted() throws {
    let box = NoticeBox()
    connection.onNotice = { box.append($0) }
    let notice = "do $$ begin raise notice 'hello'; end $$"
    try connection.run(script: notice, name: "notice")
    #expect(box.messages == ["NOTICE:  hello"])
    connection.onNotice = nil
    try connection.run(script: notice, name: "notice")
    #expect(box.messages.count == 1)
  }
}

/// Collects what a connection's closure is called with.
private final class NoticeBox: Sendable {
  private let storage = Mutex<[String]>([])

  var messages: [String] { storage.withLock { $0 } }

  func append(_ message: String) { storage.withLock { $0.append(message) } }
}
