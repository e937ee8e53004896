/// The binary format of `numeric`: digits to the base 10 000, with the weight of the first one.
enum NumericFormat {
  /// The sign of 0 and above; NaN and the infinities have signs of their own.
  static let positive: UInt16 = 0x0000
  /// The sign of numbers below 0.
  static let negative: UInt16 = 0x4000

  /// What one digit counts to.
  static let base: UInt16 = 10_000

  /// The decimal digits in one.
  static let decimalsPerDigit = 4

  /// 10 to the power `exponent`, for 0...38.
  static func power(_ exponent: Int) -> UInt128 { powers[exponent] }

  private static let powers: [UInt128] = {
    var powers: [UInt128] = [1]
    for _ in 0..<38 { powers.append(powers[powers.count - 1] * 10) }
    return powers
  }()
}

/// The digits of a number to the base 10 000, the least significant first.
struct NumericDigits {
  /// 39 decimal digits before the point and 36 after it fill no more: 10 and 9.
  private var digits = InlineArray<20, UInt16>(repeating: 0)
  /// How many there are.
  private(set) var count = 0

  /// Splits `value`, into at least `countMin` digits.
  mutating func append(_ value: UInt128, countMin: Int) {
    let end = count + countMin
    var rest = value
    while rest > UInt128(UInt64.max) {
      let (quotient, remainder) = rest.quotientAndRemainder(dividingBy: UInt128(NumericFormat.base))
      append(UInt16(remainder))
      rest = quotient
    }
    // Most numbers get here at once: 64-bit division is several times faster.
    var small = UInt64(rest)
    while small > 0 || count < end {
      let (quotient, remainder) = small.quotientAndRemainder(dividingBy: UInt64(NumericFormat.base))
      append(UInt16(remainder))
      small = quotient
    }
  }

  private mutating func append(_ digit: UInt16) {
    digits[count] = digit
    count += 1
  }

  /// The digit of the weight `index`, counted from the least significant.
  subscript(index: Int) -> UInt16 { digits[index] }
}
