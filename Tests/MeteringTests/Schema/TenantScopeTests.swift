import Metering
import PostgreSQL
import TestSupport
import Testing

@testable import TestModel

/// What customers see of events: their own, of the time in which they held the tenant.
@Suite struct TenantScopeTests {
  private static let yaml = shopYAML.replacing(
    "tenants: [other-prod]", with: "tenants: [other-prod, { name: acme-prod, from: 2026-06-01 }]")

  private func shop() throws -> MeteredWorld {
    let shop = try MeteredWorld(yaml: Self.yaml)
    let lines = [
      shopLine("mine", ["time": #""2026-05-31T21:59:59.999999Z""#]),
      shopLine("handed-over", ["time": #""2026-05-31T22:00:00Z""#]),
      shopLine("theirs", ["subject": #""other-prod""#]),
    ]
    #expect(try shop.ingest(lines.joined(separator: "\n")).accepted == 3)
    return shop
  }

  private func ids(_ connection: Connection) throws -> [String] {
    try connection.query(
      Statement(name: "ids", text: "select id from releve.event order by id")
    ).decode(String.self)
  }

  @Test(arguments: [
    (scope: "acme", visible: ["mine"]), (scope: "other", visible: ["handed-over", "theirs"]),
    (scope: "", visible: []), (scope: "ACME", visible: []), (scope: "nobody", visible: []),
    (scope: "%", visible: []),
  ])
  func `an organisation sees the events of what it held at the time`(
    scope: String, visible: [String]
  ) throws {
    let connection = try shop().database.connect(role: "releve_tenant")
    try connection.transaction {
      try connection.execute(
        Statement(name: "scope", text: "select set_config('releve.organisation', $1, true)"), scope)
      #expect(try ids(connection) == visible)
    }
    #expect(try ids(connection) == [], "the scope ends with its transaction")
  }

  @Test(arguments: [
    (scope: "acme", names: ["acme", "acme-dev", "acme-prod"]),
    (scope: "other", names: ["acme-prod", "other", "other-prod"]), (scope: "", names: []),
  ])
  func `an organisation sees nobody else's name`(scope: String, names: [String]) throws {
    let connection = try shop().database.connect(role: "releve_tenant")
    let statement = Statement(
      name: "names",
      text: """
        select name::text from releve.organisation union select name from releve.tenant order by 1
        """)
    try connection.transaction {
      try connection.execute(
        Statement(name: "scope", text: "select set_config('releve.organisation', $1, true)"), scope)
      let seen = try connection.query(statement).decode(String.self)
      #expect(seen == names)
    }
  }

  @Test func `members of a role see what the role sees`() throws {
    let world = try shop()
    let superuser = try world.database.connect()
    for role in ["releve_app", "releve_auditor"] {
      let name = "member_\(UInt64.random(in: 0...UInt64.max))"
      try superuser.run(script: "create role \(name) login in role \(role)", name: "member")
      let member = try Connection(world.database.connectionURL(user: name))
      #expect(try ids(member) == ["handed-over", "mine", "theirs"])
    }
  }

  @Test func `without a scope nothing is visible`() throws {
    #expect(try ids(shop().database.connect(role: "releve_tenant")) == [])
  }

  @Test(arguments: [
    "select * from releve.event_2026_10", "select * from releve.event_identity",
    "select * from releve.event_void", "select * from releve.quarantine",
    "select * from releve.document_version", "select * from releve.ingestion",
    "delete from releve.event", "insert into releve.event_identity values (null, null)",
    "select releve.ensure_event_partition('2026-01-01')",
  ])
  func `customers have no way around`(statement: String) throws {
    let connection = try shop().database.connect(role: "releve_tenant")
    let error = try #require(throws: PostgresError.self) {
      try connection.run(script: statement, name: "forbidden")
    }
    #expect(error.sqlState == .insufficientPrivilege)
  }
}
