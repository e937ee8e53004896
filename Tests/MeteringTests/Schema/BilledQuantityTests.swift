import BigInt
import PostgreSQL
import TestSeeds
import TestSupport
import Testing

@testable import TestModel

/// `releve.billed_quantity` against exact fractions.
@Suite struct BilledQuantityTests {
  /// Numerators and denominators as decimals of 18 fraction digits at most: digits and scale.
  private typealias Case = (numerator: (BigInt, Int), denominator: (BigInt, Int))

  @Test func `numerator over denominator is rounded once, half away from zero`() throws {
    var random = SeededGenerator.seeded(for: "billed quantities")
    let cases = ties + (0..<2000).map { _ in randomCase(using: &random) }
    let database = try MigratedDatabase.make()
    let rows = try database.connect(role: "releve_app").query(
      Statement(
        name: "billed",
        text: """
          select releve.billed_quantity(n::numeric, d::numeric)::text
          from unnest($1::text[], $2::text[]) with ordinality as c (n, d, place) order by place
          """),
      cases.map { text($0.numerator) }, cases.map { text($0.denominator) }
    ).decode(String.self)
    #expect(rows.count == cases.count)
    for (row, value) in zip(rows, cases) {
      let exact = fraction(value.numerator) / fraction(value.denominator)
      #expect(
        row == text((exact.millionths, 6)),
        "\(text(value.numerator)) ÷ \(text(value.denominator))")
    }
  }

  /// Halves of a millionth and their neighbours, in both directions.
  private var ties: [Case] {
    let half = BigInt(5) * BigInt(10).power(10)
    let halves = [0, 1, 2, 3, 12_345, 999_999].map { BigInt($0 * 2 + 1) * half }
    let digits = halves.flatMap { [$0 - 1, $0, $0 + 1] }
    return (digits + digits.map { -$0 }).flatMap { digits -> [Case] in
      [((digits, 17), (1, 0)), ((digits * 3, 17), (3, 0)), ((digits * 7, 18), (7, 1))]
    }
  }

  private func randomCase(using random: inout SeededGenerator) -> Case {
    let divisor = BigInt(digits(30, using: &random).magnitude) + 1
    let numerator = (digits(45, using: &random), Int.random(in: 0...18, using: &random))
    return (numerator, (divisor, Int.random(in: 0...18, using: &random)))
  }

  private func digits(_ count: Int, using random: inout SeededGenerator) -> BigInt {
    let length = Int.random(in: 1...count, using: &random)
    let digits = (0..<length).reduce(BigInt(0)) { value, _ in
      value * 10 + BigInt(Int.random(in: 0...9, using: &random))
    }
    return Bool.random(using: &random) ? digits : -digits
  }

  private func fraction(_ decimal: (BigInt, Int)) -> ExactFraction {
    ExactFraction(decimal.0, over: BigInt(10).power(decimal.1))
  }

  private func text(_ decimal: (digits: BigInt, scale: Int)) -> String {
    let magnitude = String(decimal.digits.magnitude)
    let padded =
      String(repeating: "0", count: max(decimal.scale + 1 - magnitude.count, 0)) + magnitude
    let sign = decimal.digits < 0 ? "-" : ""
    guard decimal.scale > 0 else { return sign + padded }
    return "\(sign)\(padded.dropLast(decimal.scale)).\(padded.suffix(decimal.scale))"
  }
}
