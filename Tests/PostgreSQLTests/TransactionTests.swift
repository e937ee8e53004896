import PostgreSQL
import TestSupport
import Testing

/// Transactions commit when their body returns, and leave nothing when it throws.
@Suite struct TransactionTests {
  private struct Stop: Error {}

  private let database: TestDatabase
  private let connection: Connection

  init() throws {
    database = try TestServer.shared.makeDatabase()
    connection = try database.connect()
    try connection.run(script: "create table entry (id bigint primary key)", name: "tables")
  }

  private static let insert = Statement(
    name: "insert_entry", text: "insert into entry (id) values ($1)")
  private static let count = Statement(name: "count_entries", text: "select count(*) from entry")

  private func count(_ connection: Connection) throws -> Int {
    try connection.query(Self.count).single(Int.self)
  }

  @Test func commitAndRollback() throws {
    let result = try connection.transaction {
      try connection.execute(Self.insert, 1)
      return "done"
    }
    #expect(result == "done")
    #expect(throws: Stop.self) {
      try connection.transaction {
        try connection.execute(Self.insert, 2)
        throw Stop()
      }
    }
    #expect(try count(database.connect()) == 1)
  }

  @Test func aNestedTransactionIsRefusedAndTheOuterOneGoesOn() throws {
    try connection.transaction {
      let error = try #require(throws: PostgresError.self) { try connection.transaction {} }
      #expect(error.kind == .nestedTransaction)
      try connection.execute(Self.insert, 1)
    }
    #expect(try count(connection) == 1)
  }

  @Test func aHiddenFailureIsNoCommit() throws {
    let error = try #require(throws: PostgresError.self) {
      try connection.transaction {
        try connection.execute(Self.insert, 1)
        _ = try? connection.execute(Self.insert, 1)
      }
    }
    #expect(error.kind == .transactionAborted)
    #expect(try count(connection) == 0)
  }

  @Test func aSnapshotSeesOneStateAndDoesNotWrite() throws {
    let other = try database.connect()
    try connection.transaction(.snapshot) {
      #expect(try count(connection) == 0)
      try other.execute(Self.insert, 1)
      #expect(try count(connection) == 0)
    }
    #expect(try count(connection) == 1)
    let error = try #require(throws: PostgresError.self) {
      try connection.transaction(.snapshot) { try connection.execute(Self.insert, 2) }
    }
    #expect(error.sqlState == .readOnlyTransaction)
  }

  @Test func aFailureAtCommitIsReported() throws {
    try connection.run(
      script: "alter table entry add constraint later unique (id) deferrable initially deferred;"
        + "alter table entry drop constraint entry_pkey", name: "deferred")
    let error = try #require(throws: PostgresError.self) {
      try connection.transaction {
        try connection.execute(Self.insert, 1)
        try connection.execute(Self.insert, 1)
      }
    }
    #expect(error.sqlState == .uniqueViolation)
    #expect(error.statement == "commit")
    #expect(try count(connection) == 0)
  }
}
