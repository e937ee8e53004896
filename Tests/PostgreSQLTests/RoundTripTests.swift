import Calendars
import Decimals
import PostgreSQL
import TestSeeds
import TestSupport
import Testing

/// Every type goes to the server as a parameter and comes back the same, single, NULL and in
/// arrays.
@Suite struct RoundTripTests {
  private typealias Scalar = PostgresEncodable & PostgresDecodable & PostgresElement & Equatable

  private let connection: Connection
  private var generator = SeededGenerator.seeded(for: "RoundTripTests")

  init() throws { connection = try TestServer.shared.makeDatabase().connect() }

  private func check<Value: Scalar>(_ values: [Value]) throws {
    let type = Value.postgresType.name
    let echo = Statement(name: "echo_\(type)_\(Value.self)", text: "select $1::\(type)")
    for value in values {
      #expect(try connection.query(echo, value).single(Value.self) == value)
      let optional: Value? = try connection.query(echo, Value?.some(value)).single(Value?.self)
      #expect(optional == value)
    }
    let null: Value? = try connection.query(echo, Value?.none).single(Value?.self)
    #expect(null == nil)
    try checkArrays(values)
  }

  private func checkArrays<Value: Scalar>(_ values: [Value]) throws {
    let type = Value.postgresType.name
    let echo = Statement(name: "echo_array_\(type)_\(Value.self)", text: "select $1::\(type)[]")
    #expect(try connection.query(echo, values).single([Value].self) == values)
    #expect(try connection.query(echo, [Value]()).single([Value].self) == [])
    let sparse = values.map(Optional.some) + [nil]
    #expect(try connection.query(echo, sparse).single([Value?].self) == sparse)
    let null: [Value]? = try connection.query(echo, [Value]?.none).single([Value]?.self)
    #expect(null == nil)
  }

  private mutating func random<Value>(_ make: (inout SeededGenerator) -> Value) -> [Value] {
    (0..<50).map { _ in make(&generator) }
  }

  @Test func booleans() throws { try check([true, false]) }

  @Test mutating func integers() throws {
    try check([Int16.min, .max] + random { Int16.random(in: .min ... .max, using: &$0) })
    try check([Int32.min, .max] + random { Int32.random(in: .min ... .max, using: &$0) })
    try check([Int64.min, .max] + random { Int64.random(in: .min ... .max, using: &$0) })
    try check([Int.min, .max] + random { Int.random(in: .min ... .max, using: &$0) })
  }

  @Test mutating func texts() throws {
    let characters = Array("aé€𝄞'\"\\\n\t{},; ")
    try check(
      ["", "NULL", "$1"]
        + random { generator in
          String((0..<20).compactMap { _ in characters.randomElement(using: &generator) })
        })
  }

  @Test mutating func bytes() throws {
    try check(
      [Bytes([]), Bytes([0]), Bytes(Array(0...255))]
        + random { generator in
          Bytes((0..<9).map { _ in UInt8.random(in: 0...255, using: &generator) })
        })
  }

  @Test mutating func uuids() throws {
    try check([UInt128.min, .max] + random { UInt128.random(in: .min ... .max, using: &$0) })
    let known = Statement(
      name: "known_uuid", text: "select '00112233-4455-6677-8899-aabbccddeeff'::uuid")
    #expect(
      try connection.query(known).single(UInt128.self)
        == 0x0011_2233_4455_6677_8899_aabb_ccdd_eeff)
  }

  @Test func documents() throws {
    try check([#"{"a": [1, null, "é"]}"#, "null", "12.50"].map(JSONText.init))
  }

  @Test mutating func instants() throws {
    let limits = (Instant.distantPast.microseconds, Instant.distantFuture.microseconds)
    try check(
      [Instant(seconds: 0), Instant.distantPast, Instant(microseconds: -1)]
        + random { Instant(microseconds: .random(in: limits.0...limits.1, using: &$0)) })
  }

  @Test mutating func dates() throws {
    let first = try #require(LocalDate(year: 0, month: 1, day: 1))
    let last = try #require(LocalDate(year: 9999, month: 12, day: 31))
    let days = first.daysSinceEpoch...last.daysSinceEpoch
    try check([first, last] + random { LocalDate(daysSinceEpoch: .random(in: days, using: &$0)) })
  }

  @Test func textsOfTheServerMeanTheSame() throws {
    let row = try connection.query(
      Statement(
        name: "known_times",
        text: "select timestamptz '2026-10-05 22:14:03.512+02', date '1999-12-31', "
          + "'v'::varchar(9), 'n'::name, 'c'::char(3)")
    ).single(Instant.self, LocalDate.self, String.self, String.self, String.self)
    #expect(row.0.description == "2026-10-05T20:14:03.512Z")
    #expect(row.1.description == "1999-12-31")
    #expect([row.2, row.3, row.4] == ["v", "n", "c  "])
  }
}
