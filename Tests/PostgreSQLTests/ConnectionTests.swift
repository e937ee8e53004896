import PostgreSQL
import TestSupport
import Testing

/// How a session is opened, and what it is like then.
@Suite struct ConnectionTests {
  private let database: TestDatabase

  init() throws { database = try TestServer.shared.makeDatabase() }

  private func show(_ setting: String, _ connection: Connection) throws -> String {
    try connection.query(
      Statement(name: "show", text: "select current_setting($1)"), setting
    ).single(String.self)
  }

  @Test func theSessionIsUTCAndUTF8AndHasAName() throws {
    let connection = try Connection(database.connectionURL, applicationName: "tester")
    #expect(try show("TimeZone", connection) == "UTC")
    #expect(try show("client_encoding", connection) == "UTF8")
    #expect(try show("application_name", connection) == "tester")
    #expect(connection.isOpen)
  }

  @Test func theCallersOptionsStay() throws {
    let url = database.connectionURL + "&options=-c%20work_mem%3D65kB&application_name=mine"
    let connection = try Connection(url, role: "releve")
    #expect(try show("work_mem", connection) == "65kB")
    #expect(try show("application_name", connection) == "mine")
    #expect(try show("role", connection) == "releve")
    #expect(try show("TimeZone", connection) == "UTC")
  }

  @Test func resetRoleReturnsToTheRole() throws {
    let name = #"odd role\ "# + database.name
    let superuser = try database.connect()
    try superuser.run(script: "create role \"\(name)\"", name: "role")
    let connection = try database.connect(role: name)
    let user = Statement(name: "user", text: "select current_user::text, session_user::text")
    #expect(try connection.query(user).single(String.self, String.self) == (name, "postgres"))
    try connection.run(script: "set role releve; reset role", name: "reset")
    #expect(try connection.query(user).single(String.self, String.self) == (name, "postgres"))
  }

  @Test func theUserReleveIsNoSuperuser() throws {
    let connection = try Connection(database.connectionURL(user: "releve"))
    let statement = Statement(
      name: "rights",
      text: "select rolsuper or rolcreatedb or rolcreaterole or rolbypassrls "
        + "from pg_roles where rolname = current_user")
    #expect(try connection.query(statement).single(Bool.self) == false)
    let refused = try #require(throws: PostgresError.self) {
      try connection.run(script: "select * from pg_authid", name: "forbidden")
    }
    #expect(refused.sqlState == .insufficientPrivilege)
  }

  @Test(arguments: [
    ("host=/nowhere/at-all user=postgres", "No such file"),
    ("postgresql://[", "malformed"), ("no equals sign", "malformed"),
  ])
  func whatCannotBeOpenedSaysWhy(conninfo: String, reason: String) throws {
    let error = try #require(throws: PostgresError.self) { try Connection(conninfo) }
    #expect(error.code == "connection_failed")
    #expect(error.message.contains(reason))
    #expect(error.hint != nil)
  }

  @Test func anUnknownDatabaseOrRoleIsNamed() throws {
    let url = try TestServer.shared.cluster().connectionURL(user: "postgres", database: "none")
    let missing = try #require(throws: PostgresError.self) { try Connection(url) }
    #expect(missing.message.contains("database \"none\" does not exist"))
    let role = try #require(throws: PostgresError.self) { try database.connect(role: "nobody") }
    #expect(role.kind == .connectionFailed)
    #expect(role.message.contains("nobody"))
  }
}
