import PostgreSQL
import TestSupport
import Testing

/// Statements that are sent together are answered in order, up to the first that fails.
@Suite struct PipelineTests {
  private let connection: Connection
  private let database: TestDatabase

  init() throws {
    database = try TestServer.shared.makeDatabase()
    connection = try database.connect()
    try connection.run(script: "create table entry (id bigint primary key)", name: "tables")
  }

  private static let insert = Statement(
    name: "insert_entry", text: "insert into entry (id) values ($1)")
  private static let echo = Statement(name: "echo", text: "select $1, $2")
  private static let broken = Statement(name: "broken", text: "select\n  nothing from nowhere")

  private func count() throws -> Int {
    try database.connect().query(Statement(name: "entries", text: "select from entry")).count
  }

  @Test func `answers come in the order of the statements`() throws {
    var pipeline = Pipeline()
    try pipeline.add(Self.insert, 1)
    try pipeline.add(Self.echo, "é", Int?.none)
    try pipeline.add(Statement(name: "both", text: "insert into entry values (2), (3)"))
    let answers = try connection.run(pipeline)
    #expect(answers.map(\.affected) == [1, 1, 2])
    #expect(try answers[1].single(String.self, Int?.self) == ("é", nil))
    #expect(try count() == 3)
    #expect(try connection.run(Pipeline()).isEmpty)
    #expect(try connection.query(Self.echo, 1, 2).count == 1)
  }

  @Test func `the first failure is named, with its place and what was not executed`() throws {
    var pipeline = Pipeline()
    try pipeline.add(Self.insert, 1)
    try pipeline.add(Self.broken)
    try pipeline.add(Self.insert, 2)
    try pipeline.add(Self.insert, 3)
    let error = try #require(throws: PostgresError.self) { try connection.run(pipeline) }
    #expect(error.statement == "broken")
    #expect(error.line == 2)
    #expect(error.sqlState == .undefinedTable)
    #expect(error.place == "statement 2 of 4, the 2 after it were not executed")
    // Outside a transaction nothing of it stays, and the connection works.
    #expect(try count() == 0)
    try connection.execute(Self.insert, 1)
    #expect(try count() == 1)
  }

  @Test func `within a transaction a failure undoes all of it`() throws {
    let error = try #require(throws: PostgresError.self) {
      try connection.transaction {
        try connection.execute(Self.insert, 1)
        var pipeline = Pipeline()
        try pipeline.add(Self.insert, 2)
        try pipeline.add(Self.insert, 1)
        try connection.run(pipeline)
      }
    }
    #expect(error.sqlState == .uniqueViolation)
    #expect(error.place == "statement 2 of 2")
    #expect(try count() == 0)
    try connection.transaction {
      var pipeline = Pipeline()
      try pipeline.add(Self.insert, 1)
      try connection.run(pipeline)
    }
    #expect(try count() == 1)
  }

  @Test(arguments: [
    "copy entry from stdin (format binary)", "-- rows\n /* of it */ COPY entry to stdout",
  ])
  func `a COPY is refused`(text: String) throws {
    var pipeline = Pipeline()
    let error = try #require(throws: PostgresError.self) {
      try pipeline.add(Statement(name: "copy_entry", text: text))
    }
    #expect(error.code == "copy_in_pipeline")
    #expect(error.statement == "copy_entry")
    #expect(error.hint?.contains("copyIn") == true)
    try pipeline.add(Statement(name: "copies", text: "select 1 as copy /* copy */"))
    #expect(try connection.run(pipeline).count == 1)
  }

  @Test func `a value that does not fit is named before anything is sent`() throws {
    var pipeline = Pipeline()
    let error = try #require(throws: PostgresError.self) {
      try pipeline.add(Self.echo, 1, "a\0b")
    }
    #expect(error.place == "parameter $2")
    #expect(error.statement == "echo")
  }

  /// Far more than the sockets hold, in both directions: neither side may wait for the other.
  @Test func `many and large statements pass`() throws {
    let text = String(repeating: "x", count: 50_000)
    var pipeline = Pipeline()
    for number in 0..<400 { try pipeline.add(Self.echo, number, text) }
    let answers = try connection.run(pipeline)
    #expect(try answers.map { try $0.single(Int.self, String.self).0 } == Array(0..<400))
  }

  @Test func `a connection that is lost meanwhile is reported, and opened anew`() throws {
    var pipeline = Pipeline()
    try pipeline.add(Self.insert, 1)
    try pipeline.add(
      Statement(name: "end", text: "select pg_terminate_backend(pg_backend_pid())"))
    try pipeline.add(Self.insert, 2)
    let error = try #require(throws: PostgresError.self) { try connection.run(pipeline) }
    #expect(error.kind == .connectionLost)
    #expect(try count() == 0)
    try connection.execute(Self.insert, 1)
  }
}
