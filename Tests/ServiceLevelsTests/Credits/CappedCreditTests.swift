import BigInt
import Catalogue
import Decimals
import TestSeeds
import Testing

@testable import ServiceLevels
@testable import TestModel

/// `cap_percent` bounds the sum of an organisation's point-gap credits of a month, per service.
@Suite struct CappedCreditTests {
  private func number(_ text: String) throws -> DecimalNumber {
    try DecimalNumber(text, limits: .quantity)
  }

  /// A point-gap credit on services, each with its price.
  private func credit(
    _ percent: String, cap: String?, _ basis: [(String, String)]
  ) throws -> DueCredit {
    DueCredit(
      basis: try basis.map { ($0.0, try number($0.1)) },
      percent: CreditPercent(try number(percent)),
      credits: .pointGap(cap: try cap.map { try number($0) }))
  }

  private func amounts(_ credits: [DueCredit], digits: Int = 2) throws -> [String] {
    try CappedCredits.amounts(of: credits, minorDigits: digits).map(\.description)
  }

  @Test func `what comes first takes of a service, the cap leaves the rest`() throws {
    let credits = try ["20", "8", "5", "1"].map { try credit($0, cap: "30", [("A", "100.00")]) }
    #expect(try amounts(credits) == ["20.00", "8.00", "2.00", "0.00"])
  }

  @Test func `services have caps of their own`() throws {
    let credits = [
      try credit("20", cap: "30", [("A", "100.00")]),
      // Of A 10 % are left, of B all 20 %.
      try credit("20", cap: "30", [("A", "100.00"), ("B", "50.00")]),
      // Of A nothing is left, of B 10 %, of C all.
      try credit("15", cap: "30", [("A", "100.00"), ("B", "50.00"), ("C", "10.00")]),
    ]
    #expect(try amounts(credits) == ["20.00", "20.00", "6.50"])
  }

  @Test func `a lower cap bounds the sum up to its own commitment`() throws {
    let credits = [
      try credit("12", cap: "30", [("A", "100.00")]), try credit("5", cap: "10", [("A", "100.00")]),
      try credit("20", cap: "30", [("A", "100.00")]),
    ]
    #expect(try amounts(credits) == ["12.00", "0.00", "18.00"])
  }

  @Test func `points without a cap count too, and are not bounded`() throws {
    let credits = [
      try credit("25", cap: nil, [("A", "100.00")]), try credit("25", cap: "30", [("A", "100.00")]),
      try credit("25", cap: nil, [("A", "100.00")]),
    ]
    #expect(try amounts(credits) == ["25.00", "5.00", "25.00"])
  }

  @Test func `bands neither count nor are bounded`() throws {
    let band = DueCredit(
      basis: [("A", try number("100.00"))], percent: CreditPercent(DecimalNumber(25)),
      credits: .bands([]))
    let credits = [band, try credit("25", cap: "30", [("A", "100.00")]), band]
    #expect(try amounts(credits) == ["25.00", "25.00", "25.00"])
  }

  @Test func `each amount is rounded once, from the exact sum over its services`() throws {
    // 0.0025 + 0.0025 is half a cent.
    let credits = [try credit("10", cap: "30", [("A", "0.025"), ("B", "0.025")])]
    #expect(try amounts(credits) == ["0.01"])
    #expect(try amounts(credits, digits: 3) == ["0.005"])
    #expect(try amounts([]) == [])
  }

  @Test func `random credits are those of the model`() throws {
    var random = SeededGenerator.seeded(for: "capped credits")
    for _ in 0..<1_000 {
      let (credits, model) = random.dueCredits()
      let expected = ModelCappedCredits.amounts(of: model).map { $0.text(digits: 2) }
      #expect(try amounts(credits) == expected, "\(credits)")
    }
  }
}

extension SeededGenerator {
  /// Credits by chance, whose points are fractions that no decimal is.
  fileprivate mutating func dueCredits() -> ([DueCredit], [ModelCappedCredits.Credit]) {
    var credits: [DueCredit] = []
    var model: [ModelCappedCredits.Credit] = []
    for _ in 0..<Int.random(in: 1...5, using: &self) {
      let measured = Int.random(in: 1...2_682_000_000_000, using: &self)
      let down = Int.random(in: 0...measured / Int.random(in: 1...20, using: &self), using: &self)
      let share = Fraction(DecimalNumber(down)).divided(by: Fraction(DecimalNumber(measured)))
      let cap = Bool.random(using: &self) ? nil : Int.random(in: 0...40, using: &self)
      let isPointGap = Int.random(in: 0..<4, using: &self) > 0
      var basis: [(String, Int)] = []
      for service in ["A", "B", "C"] where Bool.random(using: &self) {
        basis.append((service, Int.random(in: -1_000...1_000_000, using: &self)))
      }
      credits.append(
        DueCredit(
          basis: basis.map { ($0, DecimalNumber(coefficient: Int128($1), scale: 2)) },
          percent: CreditPercent(missing: share ?? .zero),
          credits: isPointGap ? .pointGap(cap: cap.map { DecimalNumber($0) }) : .bands([])))
      model.append(
        ModelCappedCredits.Credit(
          percent: ExactFraction(BigInt(down) * 100, over: BigInt(measured)),
          cap: cap.map { ExactFraction(BigInt($0)) }, isPointGap: isPointGap,
          basis: Dictionary(
            uniqueKeysWithValues: basis.map { ($0, ExactFraction(BigInt($1), over: 100)) })))
    }
    return (credits, model)
  }
}
