import PostgreSQL
import TestSupport
import Testing

/// Rows that are handed on one by one.
@Suite struct StreamTests {
  private struct Enough: Error {}

  private let database: TestDatabase
  private let connection: Connection

  init() throws {
    database = try TestServer.shared.makeDatabase()
    connection = try database.connect()
  }

  private static let numbers = Statement(
    name: "numbers",
    text: "select n, 'row ' || n from (select generate_series($1::bigint, $2) as n) as numbers")

  @Test func `all rows come in their order, and none where there is none`() throws {
    var rows: [(Int64, String)] = []
    try connection.stream(Self.numbers, Int64(1), Int64(2000)) { row in
      #expect(row.count == 1)
      rows.append(try row.single(Int64.self, String.self))
    }
    #expect(rows.map(\.0) == Array(1...2000))
    #expect(rows.last?.1 == "row 2000")
    try connection.stream(Self.numbers, Int64(1), Int64(0)) { _ in Issue.record("a row") }
    #expect(try connection.query(Self.numbers, Int64(7), Int64(7)).count == 1)
  }

  /// The server would have ended the statement if somebody had taken all of its rows.
  @Test func `rows come while the statement is still at work`() throws {
    let watching = try database.connect()
    let state = Statement(
      name: "state",
      text: "select state from pg_stat_activity where query like '%many_rows%'"
        + " and pid <> pg_backend_pid()")
    var states: [String] = []
    let many = Statement(
      name: "many_rows",
      text: "select repeat('many_rows', 1000), generate_series(1, 1000000)")
    #expect(throws: Enough.self) {
      try connection.stream(many) { _ in
        states = try watching.query(state).decode(String.self)
        throw Enough()
      }
    }
    #expect(states == ["active"])
  }

  @Test func `what the body throws ends the statement, and the connection goes on`() throws {
    for _ in 0..<20 {
      #expect(throws: Enough.self) {
        try connection.stream(Self.numbers, Int64(1), Int64(10_000_000)) { _ in throw Enough() }
      }
      #expect(try connection.query(Self.numbers, Int64(1), Int64(3)).count == 3)
    }
    #expect(throws: Enough.self) {
      try connection.transaction {
        try connection.stream(Self.numbers, Int64(1), Int64(10_000_000)) { _ in throw Enough() }
      }
    }
    #expect(
      try connection.transaction { try connection.query(Self.numbers, Int64(1), Int64(3)).count }
        == 3)
  }

  @Test func `a failure after some rows is the statement's, with its name`() throws {
    let divide = Statement(name: "divide", text: "select 10 / (5 - n) from generate_series(1, 9) n")
    var count = 0
    let error = #expect(throws: PostgresError.self) {
      try connection.stream(divide) { _ in count += 1 }
    }
    #expect(error?.sqlState?.rawValue == "22012" && error?.statement == "divide")
    #expect(count == 4)
    #expect(try connection.query(Self.numbers, Int64(1), Int64(3)).count == 3)
  }

  @Test func `a text that is no query, and a COPY, are refused`() throws {
    for text in ["selec 1", "copy (select 1) to stdout", ""] {
      #expect(throws: PostgresError.self, "\(text)") {
        try connection.stream(Statement(name: "wrong", text: text)) { _ in }
      }
      #expect(try connection.query(Self.numbers, Int64(1), Int64(3)).count == 3)
    }
  }
}
