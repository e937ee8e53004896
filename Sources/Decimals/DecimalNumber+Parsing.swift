extension DecimalNumber {
  /// How many digits a number may have on either side of the point.
  public struct Limits: Sendable {
    public let integerDigits: Int
    public let fractionDigits: Int

    /// Quantities: 18 and 18 digits (contract, section 0).
    public static let quantity = Limits(integerDigits: 18, fractionDigits: 18)

    /// Totals of quantities, as documents print them: 20 and 18 digits, as many as 128 bits hold.
    public static let total = Limits(integerDigits: 20, fractionDigits: 18)

    /// Whatever was printed, up to what 128 bits hold.
    public static let printed = Limits(integerDigits: 38, fractionDigits: 18)

    /// Prices, rates, percentages and amounts of documents: 12 and 9 digits (contract, section 0).
    public static let price = Limits(integerDigits: 12, fractionDigits: 9)
  }

  /// Reads a number from its characters, never through binary floating point.
  ///
  /// The grammar is JSON's, with leading zeros allowed: `[-]digits[.digits][e[±]digits]`, ASCII
  /// only. Digits count as written, but for leading zeros.
  public init(
    parsing text: UnsafeBufferPointer<UInt8>, limits: Limits
  ) throws(DecimalError) {
    try self.init(characters: text, limits: limits)
  }

  private init(
    characters text: some Collection<UInt8>, limits: Limits
  ) throws(DecimalError) {
    var reader = DecimalReader(limits: limits)
    for byte in text { try reader.take(byte) }
    self = try reader.finish()
  }

  /// Reads a number from a string; see `init(parsing:limits:)`.
  public init(_ text: String, limits: Limits) throws(DecimalError) {
    try self.init(characters: text.utf8, limits: limits)
  }
}

/// A state machine over the characters of one number.
private struct DecimalReader {
  private enum State {
    case start, sign, integer, point, fraction, exponentMark, exponentSign, exponent
  }

  private let limits: DecimalNumber.Limits
  private var state = State.start
  private var isNegative = false
  private var coefficient: UInt128 = 0
  private var significantDigits = 0
  private var fractionDigits = 0
  private var exponent = 0
  private var exponentIsNegative = false

  /// Beyond this an exponent is out of range whatever the digits before it, for no text has that
  /// many; keeps the arithmetic in bounds.
  private static let exponentMax = 1_000_000_000_000

  init(limits: DecimalNumber.Limits) { self.limits = limits }

  mutating func take(_ byte: UInt8) throws(DecimalError) {
    switch (byte, state) {
    case (UInt8(ascii: "-"), .start):
      isNegative = true
      state = .sign
    case (UInt8(ascii: "0")...UInt8(ascii: "9"), _):
      takeDigit(byte &- UInt8(ascii: "0"))
    case (UInt8(ascii: "."), .integer):
      state = .point
    case (UInt8(ascii: "e"), .integer), (UInt8(ascii: "E"), .integer),
      (UInt8(ascii: "e"), .fraction), (UInt8(ascii: "E"), .fraction):
      state = .exponentMark
    case (UInt8(ascii: "+"), .exponentMark):
      state = .exponentSign
    case (UInt8(ascii: "-"), .exponentMark):
      exponentIsNegative = true
      state = .exponentSign
    default:
      throw .malformed
    }
  }

  private mutating func takeDigit(_ digit: UInt8) {
    switch state {
    case .start, .sign, .integer:
      state = .integer
      append(digit)
    case .point, .fraction:
      state = .fraction
      fractionDigits += 1
      append(digit)
    case .exponentMark, .exponentSign, .exponent:
      state = .exponent
      exponent = min(exponent * 10 + Int(digit), Self.exponentMax)
    }
  }

  /// Counts every digit but leading zeros; past 38 they are counted only, as `finish` refuses them.
  private mutating func append(_ digit: UInt8) {
    guard significantDigits > 0 || digit > 0 else { return }
    significantDigits += 1
    guard significantDigits <= 38 else { return }
    coefficient = coefficient &* 10 &+ UInt128(digit)
  }

  func finish() throws(DecimalError) -> DecimalNumber {
    guard state == .integer || state == .fraction || state == .exponent else { throw .malformed }
    let scale = fractionDigits - (exponentIsNegative ? -exponent : exponent)
    guard scale <= limits.fractionDigits else {
      throw .tooManyFractionDigits(limit: limits.fractionDigits)
    }
    guard coefficient > 0 else { return DecimalNumber(coefficient: 0, scale: max(scale, 0)) }
    guard significantDigits - scale <= limits.integerDigits else {
      throw .tooManyIntegerDigits(limit: limits.integerDigits)
    }
    let shifted = coefficient &* PowersOfTen.power(max(-scale, 0))
    let value = Int128(shifted)
    return DecimalNumber(coefficient: isNegative ? -value : value, scale: max(scale, 0))
  }
}
