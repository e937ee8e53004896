import Decimals
import PostgreSQL
import TestSeeds
import TestSupport
import Testing

/// `numeric` is exact in both directions, and keeps the digits after the point.
@Suite struct NumericTests {
  private static let echo = Statement(
    name: "echo_numeric", text: "select $1::numeric, $1::numeric::text")

  private let connection: Connection

  init() throws { connection = try TestServer.shared.makeDatabase().connect() }

  private func check(_ number: DecimalNumber) throws {
    let (back, text) = try connection.query(Self.echo, number).single(
      DecimalNumber.self, String.self)
    #expect(back.coefficient == number.coefficient)
    #expect(back.scale == number.scale)
    // The server's own view of the bytes: 0 has no sign there, nor here.
    #expect(text == number.description)
  }

  @Test(arguments: [0, 1, 3, 4, 5, 8, 9, 17, 33, 34, 35, 36])
  func extremes(scale: Int) throws {
    let largest = Int128.max
    for coefficient in [0, 1, -1, 10, 9999, 10_000, 10_001, -120_000, largest, -largest] {
      try check(DecimalNumber(coefficient: coefficient, scale: scale))
    }
  }

  @Test func randomNumbers() throws {
    var generator = SeededGenerator.seeded(for: "NumericTests.randomNumbers")
    for _ in 0..<500 {
      let bits = Int.random(in: 0...126, using: &generator)
      let magnitude = Int128.random(in: 0...(Int128.max >> bits), using: &generator)
      let isNegative = Bool.random(using: &generator)
      try check(
        DecimalNumber(
          coefficient: isNegative ? -magnitude : magnitude,
          scale: .random(in: 0...DecimalNumber.scaleMax, using: &generator)))
    }
  }

  @Test func theLowestCoefficientIsSentExactly() throws {
    let number = DecimalNumber(coefficient: -.max, scale: 2)
    let text = Statement(name: "numeric_text", text: "select $1::numeric::text")
    #expect(try connection.query(text, number).single(String.self) == number.description)
  }

  @Test(arguments: [
    "'NaN'", "'Infinity'", "'-Infinity'", "170141183460469231731687303715884105728", "1e60",
    "17014118346046923173168730371588410572.8", "0.0000000000000000000000000000000000001",
  ])
  func whatCannotBeHeldIsRefused(literal: String) throws {
    let rows = try connection.query(
      Statement(name: literal, text: "select 0 as whole, \(literal)::numeric as total"))
    let error = try #require(throws: PostgresError.self) {
      try rows.decode(Int32.self, DecimalNumber.self)
    }
    #expect(error.kind == .valueOutOfRange)
    #expect(error.description.contains("row 1, column \"total\""))
    #expect(error.statement == literal)
  }

  @Test func trailingZerosStay() throws {
    let rows = try connection.query(
      Statement(
        name: "zeros", text: "select unnest(array[12.00, 0.000, 1e20, -0.50]::numeric[])"))
    #expect(
      try rows.decode(DecimalNumber.self).map(\.description)
        == ["12.00", "0.000", "100000000000000000000", "-0.50"])
  }
}
