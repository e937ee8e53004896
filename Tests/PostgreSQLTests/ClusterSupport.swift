import Foundation
import PostgreSQL
import TestSupport

/// A cluster of a test's own, in a folder with that name; stopped and removed afterwards, with
/// whatever it had to put elsewhere.
func withCluster<Result>(
  named name: String = "home", settings: [(String, String)] = [],
  _ body: (PrivateCluster) throws -> Result
) throws -> Result {
  try TemporaryFolder.with { folder in
    let cluster = PrivateCluster(
      home: "\(folder)/\(name)", settings: TestServer.quickSettings + settings)
    defer {
      _ = try? cluster.stop()
      let root = URL(filePath: cluster.dataDirectory).deletingLastPathComponent().path
      for path in [cluster.socketDirectory, root] where !path.hasPrefix(cluster.home) {
        try? FileManager.default.removeItem(atPath: path)
      }
    }
    return try body(cluster)
  }
}

extension PrivateCluster {
  /// The number of the server's process; nil where it is not running.
  ///
  /// - Throws: as `status`.
  func processIdentifier() throws -> Int32? {
    guard case .running(let identifier, _, _, _) = try status() else { return nil }
    return identifier
  }

  /// Whether a new connection of the user `releve` answers.
  ///
  /// - Throws: `PostgresError`.
  func answers() throws -> Bool {
    try Connection(connectionURL).query(Statement(name: "one", text: "select 1"))
      .single(Int32.self) == 1
  }
}
