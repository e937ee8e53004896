import BigInt
import Decimals
import TestSeeds
import Testing

/// Random sums, differences and products, judged by `ExactNumber`.
@Suite struct ArithmeticModelTests {
  /// What an operation should give: digits at a scale, or `.overflow` where they do not fit.
  private func expect(
    _ coefficient: BigInt, scale: Int, fits: Bool, from operation: () throws -> DecimalNumber,
    _ comment: Comment
  ) {
    switch Result(catching: operation) {
    case .success(let number):
      #expect(fits && BigInt(number.coefficient) == coefficient, comment)
      #expect(number.scale == scale, comment)
    case .failure(let error):
      #expect(!fits && error as? DecimalError == .overflow, comment)
    }
  }

  @Test func `adds and subtracts exactly, at the larger scale`() {
    var random = SeededGenerator.seeded(for: "sums")
    for _ in 0..<10_000 {
      let (left, right) = random.closeDecimalNumbers()
      let scale = max(left.scale, right.scale)
      let first = ExactNumber(left).coefficient(roundedTo: scale)
      let second = ExactNumber(right).coefficient(roundedTo: scale)
      let aligned = first.fitsCoefficient && second.fitsCoefficient
      expect(
        first + second, scale: scale, fits: aligned && (first + second).fitsCoefficient,
        from: { try left + right }, "\(left) + \(right)")
      expect(
        first - second, scale: scale, fits: aligned && (first - second).fitsCoefficient,
        from: { try left - right }, "\(left) - \(right)")
    }
  }

  @Test(arguments: 0...DecimalNumber.scaleMax)
  func `multiplies and rounds once, half away from zero`(scale: Int) {
    var random = SeededGenerator.seeded(for: "products at scale \(scale)")
    for _ in 0..<500 {
      let (left, right) = (random.decimalNumber(), random.decimalNumber())
      let digits = (ExactNumber(left) * ExactNumber(right)).coefficient(roundedTo: scale)
      expect(
        digits, scale: scale, fits: digits.fitsCoefficient,
        from: { try left.multiplied(by: right, roundedTo: scale) }, "\(left) × \(right)")
    }
  }

  @Test func `rounds exact ties away from zero, and only ties`() {
    var random = SeededGenerator.seeded(for: "ties")
    for _ in 0..<10_000 {
      let scale = Int.random(in: 0...17, using: &random)
      let extra = Int.random(in: 1...18, using: &random)
      let kept = Int128(Int64.random(in: -1_000_000...1_000_000, using: &random))
      let half = Int128(ExactNumber.powerOfTen(extra)) / 2
      let nudge = Int128.random(in: -1...1, using: &random)
      let number = DecimalNumber(
        coefficient: kept * half * 2 + half + nudge, scale: scale + extra)
      let digits = ExactNumber(number).coefficient(roundedTo: scale)
      expect(
        digits, scale: scale, fits: true, from: { try number.rounded(to: scale) }, "\(number)")
    }
  }

  @Test func `rounds up to the next whole number`() throws {
    var random = SeededGenerator.seeded(for: "whole numbers")
    for _ in 0..<10_000 {
      let number = random.decimalNumber()
      let whole = try number.roundedUpToWhole()
      #expect(BigInt(whole.coefficient) == ExactNumber(number).ceiling, "\(number)")
      #expect(whole.scale == 0)
    }
  }
}
