import Foundation
import PostgreSQL
import TestSupport
import Testing

/// The server goes away under a running command and comes back, or does not.
@Suite struct RestartTests {
  /// Runs `body` with an embedded cluster that has these documents. Its settings are those of the
  /// program: what is acknowledged is on disk.
  private func withCluster(
    documents: [String] = demoDocuments, environment: [String: String] = [:],
    _ body: (PrivateCluster, Program, Watching) throws -> Void
  ) throws {
    try TemporaryFolder.with { folder in
      let releve = Program(home: folder + "/home", environment: environment)
      let cluster = PrivateCluster(home: folder + "/home")
      defer { _ = try? cluster.stop() }
      #expect(try releve("db", "migrate").status == 0)
      for document in documents { #expect(try releve("apply", document).status == 0) }
      try body(cluster, releve, Watching(cluster.connectionURL(user: "postgres")))
    }
  }

  @Test(arguments: [PrivateCluster.Shutdown.fast, .immediate])
  func `ingest stores each event once`(mode: PrivateCluster.Shutdown) throws {
    try withCluster { cluster, releve, watching in
      let running = try releve.start("ingest", "-")
      try running.write(eventLines(0..<batchEvents))
      try watching.untilStored(batchEvents)
      // Between two batches, then within one.
      try cluster.restart(mode)
      try watching.run("begin; lock table releve.event_identity in share mode")
      // Few: while the program waits for the lock it does not read on.
      try running.write(eventLines(batchEvents..<batchEvents + 5))
      try watching.untilProgramWaits()
      try cluster.restart(mode)
      try running.write(eventLines(0..<1))
      let run = try running.finish()
      #expect(run.status == 0, "\(run.errors)")
      #expect(run.output.contains(#""accepted":\#(batchEvents + 5),"conflict":0,"duplicate":1"#))
      let all = batchEvents + 5
      #expect(try watching.stored() == (all, all, all + 1))
    }
  }

  @Test(arguments: [PrivateCluster.Shutdown.fast, .immediate])
  func `issue gives each document one number`(mode: PrivateCluster.Shutdown) throws {
    try withCluster { cluster, releve, watching in
      #expect(try releve("ingest", "-", input: eventLines(0..<10)).status == 0)
      try watching.run("begin; lock table releve.invoice in share mode")
      let running = try releve.start(
        "invoice", "issue", "--period", "2024-10", "--issue-date", "2024-11-04", "--format",
        "ndjson")
      try watching.untilProgramWaits()
      try cluster.restart(mode)
      let run = try running.finish()
      #expect(run.status == 0, "\(run.errors)")
      // Two contracts owe something for each of three months, used or not.
      #expect(run.output.split(separator: "\n").count == 6)
      let list = try releve("invoice", "list", "--format", "csv").output.split(separator: "\n")
      #expect(
        list.dropFirst().map { $0.prefix { $0 != "," } }
          == (1...6).map { "FR-2024-00000\($0)" })
    }
  }

  @Test(arguments: [PrivateCluster.Shutdown.fast, .immediate])
  func `apply records each document once`(mode: PrivateCluster.Shutdown) throws {
    try withCluster(documents: []) { cluster, releve, watching in
      try watching.run("begin; lock table releve.document_version in share mode")
      let running = try releve.start("apply", demoDocuments[0])
      try watching.untilProgramWaits()
      try cluster.restart(mode)
      let run = try running.finish()
      #expect(run.status == 0, "\(run.errors)")
      #expect(run.output.hasPrefix("created    Catalogue "))
      #expect(try releve("apply", demoDocuments[0]).output.hasPrefix("unchanged  Catalogue "))
    }
  }

  @Test func `where the server stays away, the program says what stays, and goes on later`() throws
  {
    try withCluster(environment: ["RELEVE_RECONNECT_SECONDS": "1"]) { cluster, releve, watching in
      let running = try releve.start("ingest", "-")
      try running.write(eventLines(0..<batchEvents))
      try watching.untilStored(batchEvents)
      try cluster.shutDown(.fast)
      try running.write(eventLines(batchEvents..<batchEvents + 5))
      let run = try running.finish()
      #expect(run.status == 4)
      #expect(run.output.contains(#""accepted":\#(batchEvents)"#))
      #expect(run.errors.contains("the server did not come back within 1 seconds"))
      #expect(run.errors.contains("What was stored before stays"))
      #expect(run.errors.contains("running the command again is safe"))
      #expect(run.errors.hasSuffix("[connection_lost]\n"))
      let again = try releve("ingest", "-", input: eventLines(0..<batchEvents + 5))
      #expect(again.output.contains(#""accepted":5,"conflict":0,"duplicate":\#(batchEvents)"#))
    }
  }

  @Test func `a server that was killed while idle is started by the next command`() throws {
    try withCluster(documents: []) { cluster, releve, _ in
      try cluster.shutDown(.killed)
      let run = try releve("invoice", "list", "--format", "csv")
      #expect(run.status == 0, "\(run.errors)")
      #expect(run.errors.contains("starting the embedded PostgreSQL"))
    }
  }

  @Test(arguments: ["soon", "-1", "1.5"])
  func `a time to wait that is none is refused`(seconds: String) throws {
    let database = try MigratedDatabase.make()
    let releve = Program(
      home: "/nowhere",
      environment: [
        "RELEVE_RECONNECT_SECONDS": seconds, "RELEVE_DATABASE_URL": database.connectionURL,
      ])
    let run = try releve("invoice", "list")
    #expect(run.status == 2)
    #expect(run.errors.contains("RELEVE_RECONNECT_SECONDS is `\(seconds)`"))
  }
}
