import Calendars
import PostgreSQL
import TestSupport
import Testing

/// What a type cannot hold, and what a result should not be, is said with its place.
@Suite struct ValueErrorTests {
  private let connection: Connection

  init() throws { connection = try TestServer.shared.makeDatabase().connect() }

  private func error(
    _ text: String, _ body: (Rows) throws -> Void
  ) throws -> PostgresError {
    let rows = try connection.query(Statement(name: text, text: text))
    return try #require(throws: PostgresError.self) { try body(rows) }
  }

  @Test func aTextWithNUL() throws {
    let statement = Statement(name: "texts", text: "select $1, $2::text[]")
    let error = try #require(throws: PostgresError.self) {
      try connection.query(statement, "fine", ["a", "b\0c"])
    }
    #expect(error.kind == .valueOutOfRange)
    #expect(error.place == "parameter $2")
    #expect(error.message.contains("element 2"))
    #expect(error.statement == "texts")
    #expect(try connection.query(statement, "fine", ["a"]).count == 1)
  }

  @Test(arguments: [Int64.min, Int64.min + 946_684_800_000_000])
  func anInstantThatCannotBeSent(microseconds: Int64) throws {
    let statement = Statement(name: "instant", text: "select $1")
    let error = try #require(throws: PostgresError.self) {
      try connection.query(statement, Instant(microseconds: microseconds))
    }
    #expect(error.code == "value_out_of_range")
  }

  @Test(arguments: ["infinity", "-infinity"])
  func infiniteTimes(literal: String) throws {
    let instant = try error("select timestamptz '\(literal)'") { _ = try $0.decode(Instant.self) }
    #expect(instant.kind == .valueOutOfRange)
    let date = try error("select date '\(literal)'") { _ = try $0.decode(LocalDate.self) }
    #expect(date.kind == .valueOutOfRange)
  }

  @Test(arguments: ["0001-01-01 BC", "10000-01-01", "4714-11-24 BC"])
  func datesAtTheEndOfTheYears(literal: String) throws {
    let text = "select date '\(literal)'"
    if literal.hasPrefix("0001") {
      let rows = try connection.query(Statement(name: text, text: text))
      #expect(try rows.single(LocalDate.self).year == 0)
    } else {
      #expect(try error(text) { _ = try $0.decode(LocalDate.self) }.kind == .valueOutOfRange)
    }
  }

  @Test func aNullWhereNoneIsExpected() throws {
    let error = try error("select x as amount from (values (1), (null)) v(x)") {
      _ = try $0.decode(Int32.self)
    }
    #expect(error.kind == .unexpectedResult)
    #expect(error.place == "row 2, column \"amount\"")
  }

  @Test func otherColumnsThanExpected() throws {
    let type = try error("select 1 as a, 2::bigint as b") {
      _ = try $0.decode(Int32.self, Int32.self)
    }
    #expect(type.kind == .unexpectedResult)
    #expect(type.place == "column \"b\"")
    let few = try error("select 1, 2") { _ = try $0.decode(Int32.self) }
    #expect(few.message == "2 columns where 1 are expected")
    let many = try error("select 1") { _ = try $0.first(Int32.self, Int32.self) }
    #expect(many.message == "1 columns where 2 are expected")
  }

  @Test func otherArraysThanExpected() throws {
    let dimensions = try error("select '{{1,2},{3,4}}'::int[]") { _ = try $0.decode([Int32].self) }
    #expect(dimensions.kind == .unexpectedResult)
    let type = try error("select '{1}'::int[]") { _ = try $0.decode([Int].self) }
    #expect(type.kind == .unexpectedResult)
    let null = try error("select '{1,null}'::int[]") { _ = try $0.decode([Int32].self) }
    #expect(null.message.contains("NULL"))
    let shifted = try connection.query(
      Statement(name: "shifted", text: "select '[5:6]={1,2}'::int[]"))
    let elements: [Int32] = try shifted.single([Int32].self)
    #expect(elements == [1, 2])
  }

  @Test func oneRowOrNot() throws {
    let none = try connection.query(Statement(name: "none", text: "select 1 where false"))
    #expect(try none.first(Int32.self) == nil)
    #expect(throws: PostgresError.self) { try none.single(Int32.self) }
    let two = try error("select generate_series(1, 2)") { _ = try $0.single(Int32.self) }
    #expect(two.message == "2 rows where exactly one is expected")
  }
}
