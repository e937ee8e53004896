import PostgreSQL
import TestSupport
import Testing

@testable import SQL

@Suite struct SchemaTests {
  @Test func `migrating twice applies once`() throws {
    let connection = try TestServer.shared.makeDatabase().connect()
    #expect(throws: SchemaError.behind(applied: 0, wanted: Migration.all.count)) {
      try Schema(connection).check()
    }
    #expect(try Schema(connection).migrate().map(\.name) == Migration.all.map(\.name))
    #expect(try Schema(connection).migrate().isEmpty)
    try Schema(connection).check()
  }

  @Test func `numbers are dense and names follow them`() {
    for (index, migration) in Migration.all.enumerated() {
      #expect(migration.number == index + 1)
      let digits = String(String(10_000 + migration.number).dropFirst())
      #expect(migration.name.hasPrefix("m\(digits)_"))
    }
  }

  @Test func `an edited old migration is refused`() throws {
    let connection = try MigratedDatabase.make().connect()
    try connection.run(
      script: "update releve.migration set checksum = 'x' where number = 2", name: "edit")
    let edited = SchemaError.edited(name: Migration.all[1].name)
    #expect(throws: edited) { try Schema(connection).check() }
    #expect(throws: edited) { try Schema(connection).migrate() }
  }

  @Test func `a database of a newer program is refused`() throws {
    let connection = try MigratedDatabase.make().connect()
    try connection.run(
      script: "insert into releve.migration values (99, 'm0099_later', 'x')", name: "later")
    let count = Migration.all.count
    #expect(throws: SchemaError.ahead(applied: count + 1, wanted: count)) {
      try Schema(connection).check()
    }
  }

  @Test func `two processes that migrate at once apply each step once`() async throws {
    let database = try TestServer.shared.makeDatabase()
    let counts = try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<4 {
        group.addTask { try Schema(database.connect()).migrate().count }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(counts.sorted() == [0, 0, 0, Migration.all.count])
  }

  @Test func `a step that fails leaves nothing behind`() throws {
    let connection = try TestServer.shared.makeDatabase().connect()
    // A table of another's making stands in the way of the second step.
    try connection.run(script: Migration.bootstrap, name: "bootstrap")
    try connection.run(script: "create table releve.event_void ()", name: "obstacle")
    #expect(throws: PostgresError.self) { try Schema(connection).migrate() }
    #expect(throws: SchemaError.behind(applied: 1, wanted: Migration.all.count)) {
      try Schema(connection).check()
    }
    try connection.run(script: "drop table releve.event_void", name: "clear")
    #expect(try Schema(connection).migrate().count == Migration.all.count - 1)
  }
}
