import PostgreSQL
import TestSupport
import Testing

/// What cannot be opened says where it was, why, and what to do, and never the password.
@Suite struct ConnectingTests {
  private func failure(_ conninfo: String) throws -> PostgresError {
    let error = try #require(throws: PostgresError.self) { try Connection(conninfo) }
    #expect(error.code == "connection_failed")
    return error
  }

  /// Runs `body` with a server of its own that asks everybody but the superuser for a password.
  private func withStrictServer(_ body: (PrivateCluster) throws -> Void) throws {
    try withCluster(settings: [("max_connections", "5"), ("superuser_reserved_connections", "3")]) {
      cluster in
      _ = try cluster.start()
      try Connection(cluster.connectionURL(user: "postgres")).run(
        script: """
          alter role releve password 'right';
          copy (select 'local all postgres trust' union all select 'local all all scram-sha-256')
            to '\(cluster.dataDirectory)/pg_hba.conf';
          select pg_reload_conf();
          """, name: "hba")
      try body(cluster)
    }
  }

  @Test func `no server`() throws {
    let error = try failure("postgresql://u:hidden@/d?host=/nowhere/at-all&port=5433")
    #expect(
      error.message.hasPrefix(
        #"cannot connect to the database "d" as "u" on "/nowhere/at-all", port 5433: "#))
    #expect(error.message.contains("No such file"))
    #expect(error.hint == "check that the server runs and that the connection string names it")
    let refused = try failure("host=127.0.0.1 port=1 dbname=d user=u password=hidden")
    #expect(refused.message.contains(#"on "127.0.0.1", port 1: "#))
    #expect(refused.message.contains("Connection refused"))
    #expect(!"\(error)\(refused)".contains("hidden"))
  }

  @Test func `a wrong password, and none`() throws {
    try withStrictServer { cluster in
      let at = "host=\(cluster.socketDirectory) port=5432 dbname=releve user=releve"
      // The settings are read anew within a moment.
      while (try? Connection(at)) != nil {}
      for conninfo in [at + " password=hidden", at] {
        let error = try failure(conninfo)
        #expect(error.message.contains("\"releve\" on \"\(cluster.socketDirectory)\""))
        #expect(error.hint?.contains("the password of the role \"releve\"") == true)
        #expect(!"\(error)".contains("hidden"))
      }
      _ = try Connection(at + " password=right")
    }
  }

  @Test func `no such database, and no such role`() throws {
    let folder = try TestServer.shared.cluster().socketDirectory
    let database = try failure("host=\(folder) user=postgres dbname=none")
    #expect(database.message.contains("database \"none\" does not exist"))
    #expect(database.hint?.contains("createdb none") == true)
    let role = try failure("host=\(folder) user=nobody dbname=releve")
    #expect(role.message.contains("role \"nobody\" does not exist"))
    #expect(role.hint?.contains("create the role") == true)
  }

  @Test func `too many connections`() throws {
    try withCluster(settings: [("max_connections", "5"), ("superuser_reserved_connections", "3")]) {
      cluster in
      _ = try cluster.start()
      var open: [Connection] = []
      let error = try #require(throws: PostgresError.self) {
        while open.count < 5 { open.append(try Connection(cluster.connectionURL)) }
      }
      #expect(error.code == "connection_failed")
      #expect(error.hint?.contains("max_connections") == true)
    }
  }

  /// Passwords with characters that libpq takes for the end of it, or for nothing at all.
  @Test(arguments: [
    "postgresql://u:hid@den@/d?host=/nowhere", "postgresql://u:hid/den@h/d",
    "postgresql://u:hid%zz@h/d", "host=h password=hid den", "postgresql://u:hid?den@h/d",
    "postgresql://u:hid:den@127.0.0.1:1/d", "postgresql://u:hid#den@127.0.0.1:1/d",
  ])
  func `a password is never told, also where it is written wrongly`(conninfo: String) throws {
    let error = try failure(conninfo)
    #expect(!"\(error)".contains("hid"), "\(error)")
    #expect(!"\(error)".contains("den"), "\(error)")
    #expect(error.hint != nil)
  }
}
