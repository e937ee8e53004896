import PostgreSQL
import Synchronization
import TestSupport
import Testing

/// Transactions run again where that can help, and only there.
@Suite struct RetryTests {
  private let database: TestDatabase
  private let time = PassingTime()

  init() throws {
    database = try TestServer.shared.makeDatabase()
    try database.connect().run(
      script: "create table entry (id bigint primary key, value bigint not null default 0);"
        + "insert into entry (id) values (-1), (-2)", name: "tables")
  }

  private static let insert = Statement(
    name: "insert_entry", text: "insert into entry (id) values ($1)")
  private static let raise = Statement(
    name: "conflict", text: "do $$ begin raise 'later' using errcode = '40001'; end $$")
  private static let terminate = Statement(
    name: "terminate", text: "select pg_terminate_backend($1, 60000)")
  private static let session = Statement(name: "session", text: "select pg_backend_pid()")

  private func connect(
    attemptsMax: Int = 10, role: String? = nil
  ) throws -> Connection {
    try Connection(
      database.connectionURL, role: role, retry: time.policy(attemptsMax: attemptsMax))
  }

  private func end(_ session: Int32) throws {
    #expect(try database.connect().query(Self.terminate, session).single(Bool.self))
  }

  private func stored() throws -> [Int] {
    try database.connect().query(
      Statement(name: "entries", text: "select id from entry where id > 0 order by id")
    ).decode(Int.self)
  }

  @Test func `a transaction that the server gave up runs again, after longer and longer pauses`()
    throws
  {
    let connection = try connect()
    var runs = 0
    try connection.transaction {
      runs += 1
      try connection.execute(Self.insert, runs)
      if runs < 4 { try connection.execute(Self.raise) }
    }
    #expect(runs == 4)
    #expect(try stored() == [4])
    #expect(time.pauses == [.milliseconds(10), .milliseconds(20), .milliseconds(40)])
  }

  @Test func `attempts are counted`() throws {
    let connection = try connect(attemptsMax: 3)
    var runs = 0
    let error = try #require(throws: PostgresError.self) {
      try connection.transaction {
        runs += 1
        try connection.execute(Self.raise)
      }
    }
    #expect(runs == 3)
    #expect(error.sqlState == .serializationFailure)
    #expect(error.hint?.contains("3 times") == true)
    _ = try connection.transaction { try connection.execute(Self.insert, 1) }
  }

  @Test func `what the body does wrong is not tried again`() throws {
    let connection = try connect()
    var runs = 0
    let error = try #require(throws: PostgresError.self) {
      try connection.transaction {
        runs += 1
        try connection.execute(Self.insert, -1)
      }
    }
    #expect(error.sqlState == .uniqueViolation)
    #expect(runs == 1)
    #expect(time.pauses.isEmpty)
  }

  @Test func `two that wait for each other both succeed`() throws {
    let meeting = Meeting(2)
    let update = Statement(
      name: "update", text: "update entry set value = value + 1 where id = $1")
    let failures = Mutex(0)
    concurrently(2) { index in
      do {
        let connection = try database.connect()
        try connection.transaction {
          try connection.execute(update, index == 0 ? -1 : -2)
          meeting.arrive()
          try connection.execute(update, index == 0 ? -2 : -1)
        }
      } catch {
        failures.withLock { $0 += 1 }
      }
    }
    #expect(failures.withLock { $0 } == 0)
    let values = try database.connect().query(
      Statement(name: "values", text: "select value from entry"))
    #expect(try values.decode(Int.self) == [2, 2])
  }

  @Test func `a session that is lost in a transaction is opened anew, as it was`() throws {
    let notices = Mutex<[String]>([])
    let connection = try connect(role: "releve")
    try database.connect().run(script: "grant all on entry to releve", name: "grant")
    connection.onNotice = { notice in notices.withLock { $0.append(notice) } }
    var sessions: [Int32] = []
    try connection.transaction {
      sessions.append(try connection.query(Self.session).single(Int32.self))
      try connection.execute(Self.insert, 1)
      if sessions.count == 1 { try end(sessions[0]) }
      try connection.execute(Self.insert, 2)
    }
    #expect(Set(sessions).count == 2)
    #expect(try stored() == [1, 2])
    let settings = Statement(
      name: "settings",
      text: "select current_user::text, current_setting('TimeZone'),"
        + " current_setting('application_name')")
    let now = try connection.query(settings).single(String.self, String.self, String.self)
    #expect(now == ("releve", "UTC", "releve"))
    try connection.run(script: "do $$ begin raise notice 'heard'; end $$", name: "notice")
    #expect(notices.withLock { $0 }.contains { $0.contains("heard") })
  }

  @Test func `a session that was lost between statements is opened anew before the next`() throws {
    let connection = try connect()
    for _ in 0..<2 {
      try end(connection.query(Self.session).single(Int32.self))
      try connection.execute(Self.insert, stored().count + 1)
      try end(connection.query(Self.session).single(Int32.self))
      _ = try connection.transaction { try connection.execute(Self.insert, stored().count + 1) }
    }
    #expect(try stored() == [1, 2, 3, 4])
    #expect(time.pauses.isEmpty)
  }

  @Test func `a statement outside a transaction is not sent twice`() throws {
    let connection = try connect()
    let error = try #require(throws: PostgresError.self) {
      try connection.run(
        script: "insert into entry (id) values (1); commit;"
          + "select pg_terminate_backend(pg_backend_pid())", name: "once")
    }
    #expect(error.kind == .connectionLost)
    #expect(try stored() == [1])
    #expect(try connection.query(Self.session).count == 1)
  }

  @Test func `a body that loses the connection each time ends`() throws {
    let connection = try connect(attemptsMax: 3)
    var runs = 0
    let error = try #require(throws: PostgresError.self) {
      try connection.transaction {
        runs += 1
        try end(connection.query(Self.session).single(Int32.self))
        try connection.execute(Self.insert, 1)
      }
    }
    #expect(error.kind == .connectionLost)
    #expect(runs == 3)
    #expect(try stored() == [])
  }

  @Test func `a server that stays away is waited for, and then reported`() throws {
    try withCluster { cluster in
      _ = try cluster.start()
      let connection = try Connection(cluster.connectionURL, retry: time.policy())
      _ = try cluster.stop()
      let error = try #require(throws: PostgresError.self) { try connection.transaction {} }
      #expect(error.kind == .connectionLost)
      #expect(error.message.contains("did not come back within 30 seconds"))
      #expect(error.message.contains(cluster.socketDirectory))
      #expect(time.pauses.reduce(.zero, +) == .seconds(30))
      // As soon as it is back, the same connection works.
      _ = try cluster.start()
      #expect(try connection.transaction { try connection.query(Self.session).count } == 1)
    }
  }
}
