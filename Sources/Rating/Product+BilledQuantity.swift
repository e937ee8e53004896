public import Catalogue
public import Decimals

extension Product {
  /// The quantity that is priced, from the metered one in billed units: where every started billed
  /// unit is due, the next whole number (contract, section 2; rule G2).
  public func billedQuantity(metered: DecimalNumber) throws(DecimalError) -> DecimalNumber {
    startedUnits ? try metered.roundedUpToWhole() : metered
  }
}
