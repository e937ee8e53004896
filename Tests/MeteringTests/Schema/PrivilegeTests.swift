import PostgreSQL
import TestSupport
import Testing

@testable import TestModel

/// What the program's role may do: add facts, and nothing to those that are there.
@Suite struct PrivilegeTests {
  private static let facts = [
    "event", "event_2026_10", "event_identity", "event_void", "quarantine",
    "quarantine_sighting", "ingestion", "ingestion_batch", "sku", "invoice", "invoice_line",
    "document_version", "migration", "organisation", "tenant", "product", "contract",
  ]

  @Test func `facts cannot be changed, deleted or emptied`() throws {
    let shop = try MeteredWorld(yaml: shopYAML)
    try shop.ingest(shopLine("e"))
    for table in Self.facts {
      let column = try shop.database.connect().query(
        Statement(
          name: "column",
          text: """
            select attname::text from pg_attribute
            where attrelid = ('releve.' || $1)::regclass and attnum > 0
            order by attidentity <> '', attnum limit 1
            """), table
      ).single(String.self)
      for statement in [
        "update releve.\(table) set \(column) = \(column)", "delete from releve.\(table)",
        "truncate releve.\(table)", "drop table releve.\(table)",
        "alter table releve.\(table) add column extra int",
        "alter table releve.\(table) disable row level security",
        "create rule silent as on insert to releve.\(table) do instead nothing",
      ] {
        try expectRefused(statement, by: shop.connection)
      }
    }
  }

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
