import Decimals

/// The charge model `per_unit`: each billed unit costs the same.
struct PerUnit {
  let unitPrice: DecimalNumber

  func parts(of quantity: DecimalNumber) throws(DecimalError) -> [Pricing.Part] {
    [try Pricing.Part(quantity, at: unitPrice)]
  }
}
