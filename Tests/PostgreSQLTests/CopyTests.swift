import Calendars
import Decimals
import PostgreSQL
import TestSeeds
import TestSupport
import Testing

/// COPY stores what is written, all or nothing.
@Suite struct CopyTests {
  private struct Stop: Error {}

  private let connection: Connection

  init() throws {
    connection = try TestServer.shared.makeDatabase().connect()
    try connection.run(
      script: "create table usage (id bigint primary key, tenant text not null, at timestamptz,"
        + " quantity numeric, tags text[])", name: "tables")
  }

  private static let copy = Statement(
    name: "copy_usage",
    text: "copy usage (id, tenant, at, quantity, tags) from stdin (format binary)")
  private static let read = Statement(
    name: "read_usage", text: "select id, tenant, at, quantity, tags from usage order by id")

  private func write(_ id: Int, to writer: inout CopyWriter) throws(PostgresError) {
    try writer.row(id, "t", Instant?.none, DecimalNumber?.none, [String]?.none)
  }

  private func expectEmptyAndUsable() throws {
    #expect(try connection.query(Self.read).count == 0)
    #expect(try connection.copyIn(Self.copy) { try write(1, to: &$0) } == 1)
  }

  @Test func tenThousandRowsComeBack() throws {
    var generator = SeededGenerator.seeded(for: "CopyTests.tenThousandRowsComeBack")
    let rows = (0..<10_000).map { id in
      (
        id, String(repeating: "é", count: .random(in: 0...40, using: &generator)),
        Bool.random(using: &generator) ? nil : Instant(microseconds: Int64(id) * 1_000_003),
        DecimalNumber(
          coefficient: .random(in: -10_000_000...10_000_000, using: &generator),
          scale: .random(in: 0...9, using: &generator)),
        id.isMultiple(of: 3) ? nil : ["a", nil, "\(id)"]
      )
    }
    let stored = try connection.copyIn(Self.copy) { writer in
      for row in rows { try writer.row(row.0, row.1, row.2, row.3, row.4) }
      #expect(writer.rowCount == rows.count)
    }
    #expect(stored == rows.count)
    let back = try connection.query(Self.read).decode(
      Int.self, String.self, Instant?.self, DecimalNumber.self, [String?]?.self)
    #expect(back.count == rows.count)
    let differences = zip(rows, back).filter { $0 != $1 || $0.3.scale != $1.3.scale }
    #expect(differences.isEmpty)
  }

  @Test func noRowsAtAll() throws {
    #expect(try connection.copyIn(Self.copy) { _ in } == 0)
    try expectEmptyAndUsable()
  }

  @Test func aThrowingBodyLeavesNoRow() throws {
    #expect(throws: Stop.self) {
      try connection.copyIn(Self.copy) { writer in
        for id in 0..<50_000 { try write(id, to: &writer) }
        throw Stop()
      }
    }
    try expectEmptyAndUsable()
  }

  @Test func aRowThatCannotBeWrittenNamesItselfAndMayBeLeftOut() throws {
    let stored = try connection.copyIn(Self.copy) { writer in
      try write(1, to: &writer)
      let error = try #require(throws: PostgresError.self) {
        try writer.row(2, "a\0", Instant?.none, DecimalNumber?.none, [String]?.none)
      }
      #expect(error.place == "row 2, column 2")
      #expect(error.statement == "copy_usage")
      try write(3, to: &writer)
    }
    #expect(stored == 2)
  }

  @Test func whatTheServerRefusesIsReported() throws {
    let error = try #require(throws: PostgresError.self) {
      try connection.copyIn(Self.copy) { writer in
        for id in [1, 1] + Array(2..<60_000) { try write(id, to: &writer) }
      }
    }
    #expect(error.sqlState == .uniqueViolation)
    #expect(error.statement == "copy_usage")
    try expectEmptyAndUsable()
  }

  @Test func aRowWithOtherColumnsIsRefused() throws {
    let error = try #require(throws: PostgresError.self) {
      try connection.copyIn(Self.copy) { try $0.row(1, "t") }
    }
    #expect(error.sqlState?.rawValue == "22P04")
    try expectEmptyAndUsable()
  }

  @Test(arguments: [
    "copy usage from stdin", "copy usage to stdout (format binary)", "select 1",
  ])
  func whatIsNoBinaryCopyIsRefused(text: String) throws {
    let error = try #require(throws: PostgresError.self) {
      try connection.copyIn(Statement(name: "wrong", text: text)) { _ in }
    }
    #expect(error.kind == .unexpectedResult)
    try expectEmptyAndUsable()
  }

  @Test func aCopyWithinATransactionGoesWithIt() throws {
    #expect(throws: Stop.self) {
      try connection.transaction {
        try connection.copyIn(Self.copy) { try write(1, to: &$0) }
        throw Stop()
      }
    }
    try expectEmptyAndUsable()
  }
}
