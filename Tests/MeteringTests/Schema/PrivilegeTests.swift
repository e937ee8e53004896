import PostgreSQL
import TestSupport
import Testing

@testable import TestModel

/// What the program's role may do: add facts. That it does nothing to those that are there is
/// tested where there are documents too (`ImmutabilityTests`).
@Suite struct PrivilegeTests {
  @Test(arguments: [
    "create table releve.own (id int)", "create view releve.own as select 1",
    "create function releve.own() returns int language sql as 'select 1'",
    "create index own on releve.event_identity (content)", "drop schema releve cascade",
    "alter schema releve rename to other",
    "create or replace function "
      + "releve.billed_quantity(numerator numeric, denominator numeric) returns numeric "
      + "language sql as 'select 0.0'",
    "insert into releve.migration (number, name, checksum) values (99, 'x', 'x')",
    "alter table releve.event detach partition releve.event_2026_10",
    "drop policy event_of_own_tenants on releve.event", "create role own",
  ])
  func `the schema cannot be changed`(statement: String) throws {
    let shop = try MeteredWorld(yaml: shopYAML)
    try shop.ingest(shopLine("e"))
    try expectRefused(statement, by: shop.connection)
  }

  private func expectRefused(_ statement: String, by connection: Connection) throws {
    let error = try #require(throws: PostgresError.self, "\(statement)") {
      try connection.run(script: statement, name: "forbidden")
    }
    #expect(error.sqlState == .insufficientPrivilege, "\(statement): \(error)")
  }
}
