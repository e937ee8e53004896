internal import Foundation
public import PostgreSQL

/// The PostgreSQL server of a test process: started at first use, stopped and removed at exit.
///
/// It is a private cluster in a new folder under RELEVE_TEST_HOME (see `TemporaryFolder`), which
/// must let the user `postgres` pass where the tests run as root. After a crash, the folders named
/// `releve-test-…` there are what is left.
public final class TestServer: Sendable {
  /// The only one.
  public static let shared = TestServer()

  /// The folder of the cluster.
  public let home: String

  /// A server that forgets everything in a power cut, and is faster for it.
  public static let quickSettings = [
    ("fsync", "off"), ("full_page_writes", "off"), ("synchronous_commit", "off"),
  ]

  private let started: Result<PrivateCluster, ClusterError>

  private init() {
    home = TemporaryFolder.newPath()
    let cluster = PrivateCluster(home: home, settings: Self.quickSettings)
    started = Result { () throws(ClusterError) in
      _ = try cluster.start()
      return cluster
    }
    atexit { TestServer.shared.shutDown() }
  }

  /// The cluster, running.
  ///
  /// - Throws: `ClusterError`, if it could not be started.
  public func cluster() throws(ClusterError) -> PrivateCluster { try started.get() }

  /// A new database, for one test alone; it goes with the server.
  ///
  /// - Throws: as `PrivateCluster.makeDatabase`; `ClusterError`.
  public func makeDatabase(template: String? = nil) throws -> TestDatabase {
    try cluster().makeDatabase(template: template)
  }

  /// Drops a database and ends its sessions.
  ///
  /// - Throws: `ClusterError`, `PostgresError`.
  public func drop(_ database: TestDatabase) throws { try cluster().drop(database) }

  private func shutDown() {
    guard case .success(let cluster) = started else { return }
    _ = try? cluster.stop()
    try? FileManager.default.removeItem(atPath: home)
  }
}
