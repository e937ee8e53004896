import Foundation
import PostgreSQL
import TestSupport
import Testing

/// The embedded cluster where things go wrong around it.
@Suite struct ClusterStressTests {
  private func withHome(
    environment: [String: String] = [:], _ body: (String, Program) throws -> Void
  ) throws {
    try TemporaryFolder.with { folder in
      let releve = Program(home: folder + "/home", environment: environment)
      defer { _ = try? releve("db", "stop") }
      try body(folder + "/home", releve)
    }
  }

  @Test(arguments: [2, 8])
  func `several processes that start it at once get one server`(count: Int) throws {
    try withHome { home, releve in
      let running = try (0..<count).map { _ in try releve.start("db", "start") }
      let runs = try running.map { try $0.finish() }
      #expect(runs.map(\.status) == Array(repeating: 0, count: count), "\(runs)")
      #expect(runs.filter { $0.output.hasPrefix("started ") }.count == 1)
      #expect(runs.filter { $0.output.hasPrefix("already running ") }.count == count - 1)
      let lists = try (0..<count).map { _ in try releve.start("invoice", "list") }
      for list in try lists.map({ try $0.finish() }) {
        #expect(list.status == 0, "\(list.errors)")
      }
    }
  }

  @Test(arguments: [
    "data.unfinished", "data.unfinished/PG_VERSION", "data.unfinished/global/pg_control",
    "data.unfinished/base/4", "data", "data/postmaster.pid",
  ])
  func `a creation that is killed is done again or goes on`(moment: String) throws {
    try withHome { home, releve in
      let running = try releve.start("db", "start")
      while !FileManager.default.fileExists(atPath: "\(home)/\(moment)") { usleep(500) }
      running.send(SIGKILL)
      #expect(try running.finish().status == -1)
      let run = try releve("invoice", "list", "--format", "csv")
      #expect(run.status == 0, "\(run.errors)")
      #expect(run.output.hasPrefix("number,"))
      #expect(!FileManager.default.fileExists(atPath: home + "/data.unfinished"))
    }
  }

  @Test func `a start that is killed loses nothing`() throws {
    try withHome { home, releve in
      #expect(try releve("apply", demoDocuments[0]).status == 0)
      #expect(try releve("db", "stop").status == 0)
      let running = try releve.start("db", "start")
      while !FileManager.default.fileExists(atPath: home + "/data/postmaster.pid") { usleep(500) }
      running.send(SIGKILL)
      _ = try running.finish()
      let run = try releve("apply", demoDocuments[0])
      #expect(run.output.hasPrefix("unchanged  Catalogue"), "\(run.errors)")
    }
  }

  @Test func `data of another version is refused and left alone`() throws {
    try withHome { home, releve in
      try FileManager.default.createDirectory(
        atPath: home + "/data", withIntermediateDirectories: true)
      try Data("9.6\n".utf8).write(to: URL(filePath: home + "/data/PG_VERSION"))
      let run = try releve("invoice", "list")
      #expect(run.status == 4)
      #expect(run.errors.contains("the data in \(home)/data is of PostgreSQL 9, which alone can"))
      #expect(run.errors.contains("[data_of_other_version]"))
      #expect(FileManager.default.fileExists(atPath: home + "/data/PG_VERSION"))
    }
  }

  /// Root may write everywhere: the program is run as somebody else then.
  @Test(arguments: [
    ("home", "mkdir home", "cannot write"),
    ("home", "mkdir home; chmod 555 home; chown postgres home", "cannot write"),
    ("above/home", "mkdir above; chmod 555 above", "cannot be made"),
  ])
  func `a home that cannot be written is refused with what to do`(
    name: String, preparation: String, reason: String
  ) throws {
    try TemporaryFolder.with { folder in
      let isRoot = geteuid() == 0
      let asOther = isRoot ? "setpriv --reuid=postgres --regid=postgres --clear-groups" : "exec"
      // An ordinary user has no folder of somebody else's but the system's.
      let home = isRoot || preparation != "mkdir home" ? "\(folder)/\(name)" : "/usr"
      let run = try Program(home: home).shell(
        "cd \(folder); (\(preparation)) 2>/dev/null; cp \"$RELEVE\" releve;"
          + " \(asOther) ./releve invoice list")
      #expect(run.status == 4)
      #expect(run.errors.contains(reason), "\(run.errors)")
      #expect(run.errors.contains("Set RELEVE_HOME to a folder that is your own"))
      #expect(run.errors.contains("[directory_unusable]"))
    }
  }
}
