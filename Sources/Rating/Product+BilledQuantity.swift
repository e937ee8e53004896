public import Catalogue
public import Decimals

extension Product {
  /// How many billed units a quantity of units is, half up to 6 decimals (contract, section 2).
  public func billedUnits(of quantity: DecimalNumber) throws(DecimalError) -> DecimalNumber {
    // The size is coefficient ÷ 10^scale, and 10^scale at most 10^18.
    let size = unitSize.normalised
    guard let divisor = Int(exactly: size.coefficient) else { throw .overflow }
    let tenths = (0..<size.scale).reduce(1) { power, _ in power * 10 }
    return try WideDecimal(quantity, times: DecimalNumber(tenths))
      .divided(by: divisor, roundedTo: 6).normalised
  }

  /// The quantity that is priced, from the metered one in billed units: where every started billed
  /// unit is due, the next whole number (contract, section 2; rule G2).
  public func billedQuantity(metered: DecimalNumber) throws(DecimalError) -> DecimalNumber {
    startedUnits ? try metered.roundedUpToWhole() : metered
  }
}
