/// The powers of ten that fit the scales of `DecimalNumber`.
enum PowersOfTen {
  private static let table: [UInt128] = {
    var powers: [UInt128] = [1]
    for _ in 0..<38 { powers.append(powers[powers.count - 1] * 10) }
    return powers
  }()

  /// 10 to the power `exponent`, for 0...38.
  static func power(_ exponent: Int) -> UInt128 { table[exponent] }
}
