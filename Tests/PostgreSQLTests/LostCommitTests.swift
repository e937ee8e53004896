import PostgreSQL
import TestSupport
import Testing

/// A connection that is lost while COMMIT is under way: the database is asked what became of it.
@Suite struct LostCommitTests {
  private let database: TestDatabase

  init() throws {
    database = try TestServer.shared.makeDatabase()
    // No key: what is stored twice is seen twice.
    try database.connect().run(script: "create table entry (id bigint)", name: "tables")
  }

  private static let insert = Statement(
    name: "insert_entry", text: "insert into entry (id) values (1)")
  private static let entries = Statement(name: "entries", text: "select id from entry")

  /// Stores an entry through the proxy; returns what the transaction said, and how often its body
  /// ran.
  private func store(
    _ cuts: [CuttingProxy.Cut?], asks: Bool = true
  ) throws -> (result: String, runs: Int) {
    try CuttingProxy.with(cuts) { proxy in
      let connection = try Connection(proxy.conninfo(database), retry: proxy.policy)
      let question: () throws -> String? = {
        try connection.query(Self.entries).count > 0 ? "found" : nil
      }
      var runs = 0
      let result = try connection.transaction(askingAfterLoss: asks ? question : nil) {
        runs += 1
        try connection.execute(Self.insert)
        return "stored"
      }
      #expect(proxy.remainingCuts == 0)
      return (result, runs)
    }
  }

  private func count() throws -> Int { try database.connect().query(Self.entries).count }

  @Test func `a COMMIT that arrived is found, and the body does not run again`() throws {
    #expect(try store([.afterCommit]) == ("found", 1))
    #expect(try count() == 1)
  }

  @Test func `a COMMIT that never arrived is not found, and the body runs again`() throws {
    #expect(try store([.beforeCommit]) == ("stored", 2))
    #expect(try count() == 1)
  }

  @Test func `a COMMIT that is still under way is waited for before the question is asked`() throws
  {
    #expect(try store([.beforeLateCommit]) == ("found", 1))
    #expect(try count() == 1)
  }

  @Test func `the connection may be lost several times`() throws {
    // Waiting and asking are transactions too: cut off, they begin anew.
    let cuts: [CuttingProxy.Cut?] = [.beforeCommit, .afterCommit, .beforeCommit, .afterCommit]
    #expect(try store(cuts) == ("found", 2))
    #expect(try count() == 1)
  }

  @Test(arguments: [CuttingProxy.Cut.beforeCommit, .afterCommit])
  func `without a question the outcome is unknown, and the error says so`(
    cut: CuttingProxy.Cut
  ) throws {
    let error = try #require(throws: PostgresError.self) { try store([cut], asks: false) }
    #expect(error.code == "commit_outcome_unknown")
    #expect(error.message.contains("unknown whether"))
    #expect(try count() <= 1)
  }

  @Test func `a snapshot has nothing to lose`() throws {
    try CuttingProxy.with([.beforeCommit]) { proxy in
      let connection = try Connection(proxy.conninfo(database))
      #expect(try connection.transaction(.snapshot) { 1 } == 1)
      #expect(try connection.query(Self.entries).count == 0)
    }
  }
}
