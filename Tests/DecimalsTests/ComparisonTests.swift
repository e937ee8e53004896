import Decimals
import TestSeeds
import Testing

@Suite struct ComparisonTests {
  @Test func `compares as fractions do`() {
    var random = SeededGenerator.seeded(for: "comparison")
    for _ in 0..<10_000 {
      let (left, right) = random.closeDecimalNumbers()
      let (exactLeft, exactRight) = (ExactNumber(left), ExactNumber(right))
      #expect((left == right) == (exactLeft == exactRight), "\(left) == \(right)")
      #expect((left < right) == (exactLeft < exactRight), "\(left) < \(right)")
      #expect((left > right) == (exactLeft > exactRight), "\(left) > \(right)")
    }
  }

  @Test func `equal values hash alike, whatever their scale`() {
    var random = SeededGenerator.seeded(for: "hashing")
    for _ in 0..<10_000 {
      let number = random.decimalNumber()
      let same = number.normalised
      #expect(number == same)
      #expect(number.hashValue == same.hashValue, "\(number)")
    }
    let zeros = (0...DecimalNumber.scaleMax).map { DecimalNumber(coefficient: 0, scale: $0) }
    #expect(Set(zeros).count == 1)
  }

  @Test func `sign and zero are those of the value`() {
    let minus = DecimalNumber(coefficient: -5, scale: 3)
    #expect(minus.isNegative && !minus.isZero)
    #expect(!minus.negated.isNegative && minus.negated.scale == 3)
    let zero = DecimalNumber(coefficient: 0, scale: 3)
    #expect(zero.isZero && !zero.isNegative && zero == .zero)
    #expect(DecimalNumber(coefficient: 100, scale: 2) == .one)
    #expect(DecimalNumber(Int64.min).coefficient == Int128(Int64.min))
  }

  @Test func `trailing zeros go and others stay`() {
    #expect(DecimalNumber(coefficient: 1500, scale: 3).plain == "1.5")
    #expect(DecimalNumber(coefficient: 1500, scale: 0).plain == "1500")
    #expect(DecimalNumber(coefficient: -1_000, scale: 3).plain == "-1")
    #expect(DecimalNumber(coefficient: 0, scale: 36).plain == "0")
    #expect(DecimalNumber(coefficient: 1, scale: 36).plain.count == 38)
  }
}
