import Foundation
import PostgreSQL
import TestSupport
import Testing

/// Data and socket go elsewhere only where home does not bear them, and the user is told.
@Suite struct ClusterPlacementTests {
  @Test(arguments: [String(repeating: "long-", count: 20), "a,b"])
  func aSocketThatCannotBeUnderHome(name: String) throws {
    try withCluster(named: name) { cluster in
      let outcome = try cluster.start()
      #expect(outcome == .started(notes: outcome.notes))
      #expect(outcome.notes.count == 1)
      #expect(outcome.notes.first?.contains("The socket is in \(cluster.socketDirectory)") == true)
      #expect(cluster.socketDirectory.hasPrefix("/tmp/releve-"))
      #expect(cluster.dataDirectory == cluster.home + "/data")
      #expect(try cluster.answers())
      #expect(try cluster.start() == .alreadyRunning(notes: outcome.notes))
      let attributes = try FileManager.default.attributesOfItem(atPath: cluster.socketDirectory)
      #expect(attributes[.posixPermissions] as? Int == 0o700)
    }
  }

  @Test func aSocketFolderThatIsNotOursIsRefused() throws {
    try withCluster(named: "a,b") { cluster in
      try Data().write(to: URL(filePath: cluster.socketDirectory))
      let error = try #require(throws: ClusterError.self) { try cluster.start() }
      #expect(error.kind == .directoryUnusable)
      #expect(error.message.contains(cluster.socketDirectory))
    }
  }

  /// Only root runs the server as another user, who may not get at the folder.
  @Test func aHomeThatTheServersUserCannotReach() throws {
    try withCluster(named: "closed/home") { cluster in
      let closed = cluster.home.replacing("/home", with: "")
      try FileManager.default.createDirectory(
        atPath: closed, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
      let outcome = try cluster.start()
      let isRoot = geteuid() == 0
      #expect(outcome.notes.contains { $0.contains("cannot pass through \(closed)") } == isRoot)
      #expect(cluster.dataDirectory.hasPrefix("/var/lib/releve/") == isRoot)
      #expect(try cluster.answers())
      #expect(FileManager.default.fileExists(atPath: cluster.logFile))
      let attributes = try FileManager.default.attributesOfItem(atPath: closed)
      #expect(attributes[.posixPermissions] as? Int == 0o700)
    }
  }

  @Test func anExistingHomeKeepsItsOwnerAndPermissions() throws {
    try withCluster { cluster in
      try FileManager.default.createDirectory(
        atPath: cluster.home, withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o751])
      #expect(try cluster.start() == .started(notes: []))
      let attributes = try FileManager.default.attributesOfItem(atPath: cluster.home)
      #expect(attributes[.posixPermissions] as? Int == 0o751)
      #expect(attributes[.ownerAccountID] as? UInt32 == geteuid())
    }
  }

  @Test func aHomeThatIsAFile() throws {
    try withCluster { cluster in
      try Data().write(to: URL(filePath: cluster.home))
      let error = try #require(throws: ClusterError.self) { try cluster.start() }
      #expect(error.code == "directory_unusable")
    }
  }

  @Test func aRelativeHomeIsTakenFromTheCurrentFolder() {
    let folder = FileManager.default.currentDirectoryPath
    #expect(PrivateCluster(home: ".releve").home.hasSuffix("/.releve"))
    #expect(PrivateCluster(home: "a/../b/./c/").home.hasSuffix("/b/c"))
    #expect(PrivateCluster(home: ".").home == PrivateCluster(home: folder).home)
    #expect(PrivateCluster(home: "/").home == "/")
  }
}
