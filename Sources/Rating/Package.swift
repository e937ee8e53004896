import Decimals

/// The charge model `package`: every started package is due.
struct Package {
  /// The billed units in a package, above 0.
  let size: DecimalNumber
  /// What a package costs.
  let price: DecimalNumber

  func parts(of quantity: DecimalNumber) throws(DecimalError) -> [Pricing.Part] {
    [try Pricing.Part(quantity.startedMultiples(of: size), at: price)]
  }
}
