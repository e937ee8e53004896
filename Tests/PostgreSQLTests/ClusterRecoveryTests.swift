import Foundation
import PostgreSQL
import TestSupport
import Testing

/// What an interruption left behind does not stop a cluster from starting.
@Suite struct ClusterRecoveryTests {
  @Test func anInterruptedCreationIsDoneAgain() throws {
    try withCluster { cluster in
      let leftover = cluster.home + "/data.unfinished/base"
      try FileManager.default.createDirectory(
        atPath: leftover, withIntermediateDirectories: true)
      try Data("15\n".utf8).write(to: URL(filePath: cluster.home + "/data.unfinished/PG_VERSION"))
      #expect(try cluster.status() == .absent)
      #expect(try cluster.start() == .started(notes: []))
      #expect(try cluster.answers())
      #expect(!FileManager.default.fileExists(atPath: cluster.home + "/data.unfinished"))
    }
  }

  @Test func aPidFileOfAProcessThatIsGone() throws {
    try withCluster { cluster in
      _ = try cluster.start()
      let process = try #require(try cluster.processIdentifier())
      kill(process, SIGKILL)
      while try cluster.status() != .stopped { usleep(10_000) }
      #expect(FileManager.default.fileExists(atPath: cluster.dataDirectory + "/postmaster.pid"))
      #expect(try cluster.stop() == .notRunning)
      #expect(try cluster.start() == .started(notes: []))
      #expect(try cluster.answers())
    }
  }

  @Test func aPidFileWithTheNumberOfAnotherProgram() throws {
    try withCluster { cluster in
      _ = try cluster.start()
      let pidFile = URL(filePath: cluster.dataDirectory + "/postmaster.pid")
      let socket = cluster.socketDirectory + "/.s.PGSQL.5432"
      let text = try String(contentsOf: pidFile, encoding: .utf8)
      _ = try cluster.stop()
      // A server that was killed leaves its socket and the file that locks it, too.
      try Data().write(to: URL(filePath: socket))
      let stranger = try Self.sleepAsTheServersUser()
      // Threads of a test block the signal of `terminate`, and children inherit that.
      defer { kill(stranger.processIdentifier, SIGKILL) }
      var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      lines[0] = "\(stranger.processIdentifier)"
      for file in [pidFile, URL(filePath: socket + ".lock")] {
        try Data(lines.joined(separator: "\n").utf8).write(to: file)
      }
      #expect(try cluster.status() == .stopped)
      #expect(try cluster.start() == .started(notes: []))
      #expect(try cluster.processIdentifier() != stranger.processIdentifier)
      #expect(stranger.isRunning)
      #expect(try cluster.answers())
    }
  }

  /// PostgreSQL believes a number that its own user's process has.
  private static func sleepAsTheServersUser() throws -> Process {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    let isRoot = geteuid() == 0
    process.arguments =
      (isRoot ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] : [])
      + ["sleep", "600"]
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    return process
  }
}
