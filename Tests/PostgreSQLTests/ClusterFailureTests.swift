import Foundation
import TestSupport
import Testing

@testable import PostgreSQL

/// Failures say what happened, with the words of the program that failed.
@Suite struct ClusterFailureTests {
  @Test func theServersOwnWordsAreQuoted() throws {
    try withCluster(settings: [("no_such_setting", "it's\\odd")]) { cluster in
      let error = try #require(throws: ClusterError.self) { try cluster.start() }
      #expect(error.code == "start_failed")
      #expect(error.description.contains("unrecognized configuration parameter"))
      #expect(error.message.contains(cluster.logFile))
      #expect(try cluster.status() == .stopped)
    }
  }

  @Test func aVersionThatIsNotInstalled() throws {
    let error = try #require(throws: ClusterError.self) {
      try ServerBinaries.find(majorVersion: 99)
    }
    #expect(error.code == "postgres_not_found")
    #expect(error.hint?.contains("apt-get install postgresql-99") == true)
    let found = try ServerBinaries.find(majorVersion: nil)
    #expect(Executable.isRunnable(found.path("initdb")))
  }

  @Test func aLockThatStaysTaken() throws {
    try TemporaryFolder.with { folder in
      try holdLock(folder + "/lock") {
        let error = try #require(throws: ClusterError.self) { try holdLock(folder + "/lock") {} }
        #expect(error.code == "lock_timed_out")
      }
      // Other tests' children may have the file open for the moment between fork and exec.
      #expect(throws: Never.self) { try holdLock(folder + "/lock", secondsMax: 10) {} }
    }
  }

  private func holdLock(
    _ path: String, secondsMax: Int = 0, _ body: () throws -> Void
  ) throws {
    let lock = try FileLock(path: path, secondsMax: secondsMax)
    try body()
    _ = consume lock
  }

  @Test func aProgramThatHangsIsKilled() {
    let began = ContinuousClock.now
    let child = ChildProcess(arguments: ["/bin/sh", "-c", "sleep 60 & wait"], output: 2)
    #expect(child.run(secondsMax: 0) == .timedOut)
    #expect(ContinuousClock.now - began < .seconds(10))
  }

  @Test func aProgramSeesLittleOfItsCaller() throws {
    setenv("RELEVE_TEST_SECRET", "x", 1)
    let stray = open("/dev/null", O_RDONLY)
    defer { close(stray) }
    let script = "pwd; env | grep -c SECRET; ls /proc/self/fd; echo \"$1\""
    let said = ChildProcess.output(of: ["/bin/sh", "-c", script, "sh", "it's $HOME"])
    // 3 is the folder that ls reads.
    #expect(said == "/\n0\n0\n1\n2\n3\nit's $HOME\n")
    #expect(ChildProcess.output(of: ["/bin/sh", "-c", "exit 3"]) == nil)
    let killed = ChildProcess(arguments: ["/bin/sh", "-c", "kill -9 $$"], output: 2)
    #expect(killed.run(secondsMax: 10) == .killed(signal: 9))
  }

  @Test func settingsAndURLsAreQuoted() {
    #expect(ServerSetting(name: "a", value: "it's \\ \n").line == "a = 'it''s \\\\ \\n'\n")
    #expect(PercentEncoding.encoded("/é a%&?'~") == "%2F%C3%A9%20a%25%26%3F%27~")
    let list = ServerSetting.standard(socketDirectory: #"/a "b", c"#)
    let entry = ServerSetting(name: "unix_socket_directories", value: #""/a ""b"", c""#)
    #expect(list.contains(entry))
  }
}
