import Metering
import PostgreSQL
import TestSupport
import Testing

@testable import TestModel

/// The program cannot take a month out without a record, and what it took out it cannot touch.
@Suite struct ArchivePrivilegeTests {
  @Test(arguments: [
    "insert into releve.event_archive (month, number, events, sha256, file)"
      + " values ('2026-02-01', 1, 1, sha256(''), 'x')",
    "update releve.event_archive set events = 1", "delete from releve.event_archive",
    "truncate releve.event_archive", "drop table releve.event_archive",
    "insert into releve.event_archive_restore (month, number, late_events)"
      + " values ('2026-01-01', 1, 0)",
    "update releve.event_archive_restore set late_events = 1",
    "delete from releve.event_archive_restore",
    "insert into releve.archived_month (month, number, events, sha256, file)"
      + " values ('2026-02-01', 1, 1, sha256(''), 'x')",
    "drop view releve.archived_month",
    "alter table releve.event detach partition releve.event_2026_02",
    "alter table releve.event attach partition releve_archive.event_2026_01"
      + " for values from ('2026-01-01') to ('2026-02-01')",
    "insert into releve_archive.event_2026_01 select * from releve.event",
    "update releve_archive.event_2026_01 set quantity = 0",
    "delete from releve_archive.event_2026_01", "truncate releve_archive.event_2026_01",
    "drop table releve_archive.event_2026_01",
    "alter table releve_archive.event_2026_01 set schema releve",
    "create table releve_archive.own (id int)", "drop schema releve_archive cascade",
    "drop function releve.archive_event_month",
  ])
  func `the program may not`(statement: String) throws {
    try ArchiveWorld.with { world in
      try world.archiveAll(before: "2026-02")
      let error = try #require(throws: PostgresError.self, "\(statement)") {
        try world.shop.connection.run(script: statement, name: "forbidden")
      }
      #expect(error.sqlState == .insufficientPrivilege, "\(statement): \(error)")
    }
  }

  @Test(arguments: [
    ("archive_event_month('2026-01-01', 49, sha256(''), 'x')", "RA002"),
    ("archive_event_month('2026-01-01', 51, sha256(''), 'x')", "RA002"),
    ("archive_event_month('2026-01-01', null, sha256(''), 'x')", "23502"),
    ("archive_event_month('2026-01-01', 50, sha256(''), null)", "23502"),
    ("archive_event_month('2026-01-01', 50, 'short', 'x')", "23514"),
    ("archive_event_month('2026-01-02', 50, sha256(''), 'x')", "22023"),
    ("archive_event_month('1999-01-01', 0, sha256(''), 'x')", "22023"),
    ("archive_event_month('2999-01-01', 0, sha256(''), 'x')", "22023"),
    ("archive_event_month('2025-01-01', 0, sha256(''), 'x')", "23514"),
    ("restore_event_month('2026-01-01')", "RA003"),
    ("record_event_restore('2026-01-01', 'x')", "RA003"),
  ])
  func `a month that is not as it is said to be stays`(call: String, code: String) throws {
    try ArchiveWorld.with { world in
      try world.shop.update()
      let (events, tables) = (try world.events(), try world.tables())
      let error = try #require(throws: PostgresError.self) {
        try world.shop.connection.run(script: "select releve.\(call)", name: "call")
      }
      #expect(error.sqlState?.rawValue == code, "\(error)")
      #expect(try world.events() == events)
      #expect(try world.tables() == tables)
      #expect(try world.archive.months().isEmpty)
    }
  }

  @Test func `what was archived is restored as it was, or not at all`() throws {
    try ArchiveWorld.with { world in
      try world.archiveAll(before: "2026-02")
      try world.run("delete from releve_archive.event_2026_01 where line = 7")
      try expectRefusal("restore_event_month('2026-01-01')", "RA002", in: world)
      // From a file only where the table is gone, and only with all of its events.
      try expectRefusal("record_event_restore('2026-01-01', 'x')", "RA003", in: world)
      try world.run("drop table releve_archive.event_2026_01")
      try expectRefusal("restore_event_month('2026-01-01')", "RA003", in: world)
      try expectRefusal("record_event_restore('2026-01-01', 'x')", "RA002", in: world)
      try expectRefusal("archive_event_month('2026-01-01', 0, sha256(''), 'x')", "RA001", in: world)
      #expect(try world.restore("2026-01").events == 50)
    }
  }

  private func expectRefusal(_ call: String, _ code: String, in world: ArchiveWorld) throws {
    let error = try #require(throws: PostgresError.self) {
      try world.shop.connection.run(script: "select releve.\(call)", name: "call")
    }
    #expect(error.sqlState?.rawValue == code, "\(error)")
  }

  @Test(arguments: ["releve_tenant", "releve_auditor"])
  func `those who only read can neither archive nor restore`(role: String) throws {
    try ArchiveWorld.with { world in
      try world.archiveAll(before: "2026-02")
      let reader = try world.shop.database.connect(role: role)
      for call in [
        "archive_event_month('2026-02-01', 50, sha256(''), 'x')",
        "restore_event_month('2026-01-01')", "record_event_restore('2026-01-01', 'x')",
      ] {
        let error = try #require(throws: PostgresError.self) {
          try reader.run(script: "select releve.\(call)", name: "call")
        }
        #expect(error.sqlState == .insufficientPrivilege)
      }
      let table = "select from releve_archive.event_2026_01"
      if role == "releve_tenant" {
        #expect(throws: PostgresError.self) { try reader.run(script: table, name: "read") }
      } else {
        try reader.run(script: table, name: "read")
        try reader.run(script: "select from releve.event_archive", name: "read")
      }
    }
  }
}
