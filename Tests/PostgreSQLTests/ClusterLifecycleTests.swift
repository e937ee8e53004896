import Foundation
import PostgreSQL
import Synchronization
import TestSupport
import Testing

/// A private cluster starts, stops and starts again, whatever its folder is called.
@Suite struct ClusterLifecycleTests {
  @Test(arguments: ["home", #"it's "odd" $HOME `x` \n é%41 &"#])
  func startStopStatus(name: String) throws {
    try withCluster(named: name) { cluster in
      #expect(try cluster.status() == .absent)
      #expect(try cluster.stop() == .notRunning)
      #expect(try cluster.start() == .started(notes: []))
      guard case .running(let process, let socket, let data, let version) = try cluster.status()
      else { throw ClusterIsNotRunning() }
      #expect(kill(process, 0) == 0)
      #expect(socket == cluster.home + "/socket" && socket == cluster.socketDirectory)
      #expect(data == cluster.dataDirectory)
      #expect((Int(version) ?? 0) >= 15)
      #expect(try cluster.answers())
      #expect(try cluster.start() == .alreadyRunning(notes: []))
      #expect(try cluster.stop() == .stopped)
      #expect(try cluster.status() == .stopped)
      #expect(try cluster.stop() == .notRunning)
      #expect(try cluster.start() == .started(notes: []))
      #expect(try cluster.answers())
    }
  }

  @Test func theClusterIsAsPromised() throws {
    let connection = try Connection(
      TestServer.shared.cluster().connectionURL(user: "postgres", database: "releve"))
    let setting = Statement(name: "setting", text: "select current_setting($1)")
    let expected = [
      "data_checksums": "on", "server_encoding": "UTF8", "lc_collate": "C", "fsync": "off",
      "listen_addresses": "", "log_timezone": "UTC",
    ]
    for (name, value) in expected {
      #expect(try connection.query(setting, name).single(String.self) == value, "\(name)")
    }
  }

  @Test func onlyTheServersUserGetsAtDataAndSocket() throws {
    let cluster = try TestServer.shared.cluster()
    for path in [cluster.dataDirectory, cluster.socketDirectory] {
      let attributes = try FileManager.default.attributesOfItem(atPath: path)
      #expect(attributes[.posixPermissions] as? Int == 0o700)
      #expect(attributes[.ownerAccountName] as? String != "root")
    }
    let log = try FileManager.default.attributesOfItem(atPath: cluster.logFile)
    #expect(log[.posixPermissions] as? Int == 0o600)
  }

  @Test func severalStartsAtOnce() throws {
    try withCluster { cluster in
      let outcomes = Outcomes()
      DispatchQueue.concurrentPerform(iterations: 4) { _ in
        outcomes.append(Result { try cluster.start() })
      }
      let all = try outcomes.values.map { try $0.get() }
      #expect(all.filter { $0 == .started(notes: []) }.count == 1)
      #expect(all.filter { $0 == .alreadyRunning(notes: []) }.count == 3)
      #expect(try cluster.answers())
    }
  }

  @Test func aHomeThatMovedIsFound() throws {
    try withCluster { cluster in
      _ = try cluster.start()
      _ = try cluster.stop()
      let moved = PrivateCluster(home: cluster.home + "-moved", settings: TestServer.quickSettings)
      try FileManager.default.moveItem(atPath: cluster.home, toPath: moved.home)
      #expect(try moved.start() == .started(notes: []))
      #expect(try moved.answers())
      #expect(try moved.stop() == .stopped)
    }
  }
}

private struct ClusterIsNotRunning: Error {}

/// Collects what threads return.
private final class Outcomes: Sendable {
  private let storage = Mutex<[Result<PrivateCluster.StartOutcome, any Error>]>([])

  var values: [Result<PrivateCluster.StartOutcome, any Error>] { storage.withLock { $0 } }

  func append(_ value: Result<PrivateCluster.StartOutcome, any Error>) {
    storage.withLock { $0.append(value) }
  }
}
