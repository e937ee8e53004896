import Foundation
import PostgreSQL
import TestSupport
import Testing

/// A server that goes away is reported as such, whatever the connection was doing.
@Suite struct LostConnectionTests {
  private static let one = Statement(name: "one", text: "select 1")
  private static let copy = Statement(
    name: "copy", text: "copy t (id) from stdin (format binary)")

  /// What `pg_ctl stop --mode=immediate` does.
  private func shutDownAtOnce(_ cluster: PrivateCluster) throws {
    let process = try #require(try cluster.processIdentifier())
    kill(process, SIGQUIT)
    while try cluster.status() != .stopped { usleep(10_000) }
  }

  /// A connection that waits for nobody.
  private func connect(_ url: String) throws -> Connection { try Connection(url, retry: .never) }

  private func expectLoss(_ body: () throws -> Void) throws {
    let error = try #require(throws: PostgresError.self) { try body() }
    #expect(error.code == "connection_lost", "\(error)")
  }

  @Test func whereverTheServerGoesAway() throws {
    try withCluster { cluster in
      _ = try cluster.start()
      let url = cluster.connectionURL(user: "postgres")
      try Connection(url).run(script: "create table t (id bigint)", name: "table")
      let (idle, inTransaction, inCopy, unprepared) = (
        try connect(url), try connect(url), try connect(url), try connect(url)
      )
      _ = try idle.query(Self.one)
      try expectLoss {
        try inTransaction.transaction {
          try expectLoss {
            try inCopy.copyIn(Self.copy) { writer in
              try shutDownAtOnce(cluster)
              for id in 0..<100_000 { try writer.row(id) }
            }
          }
          _ = try inTransaction.query(Self.one)
        }
      }
      try expectLoss { _ = try idle.query(Self.one) }
      try expectLoss { _ = try idle.query(Self.one) }
      try expectLoss { try unprepared.run(script: "select 1", name: "script") }
      try expectLoss { try unprepared.transaction {} }
      let stillOpen = [idle, inTransaction, inCopy, unprepared].filter { $0.isOpen }
      #expect(stillOpen.isEmpty)
    }
  }
}
