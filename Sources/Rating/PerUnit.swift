import Decimals

/// The charge model `per_unit`: each billed unit costs the same.
struct PerUnit {
  let unitPrice: DecimalNumber

  func parts(of quantity: DecimalNumber) -> [Pricing.Part] {
    [Pricing.Part(quantity, at: unitPrice)]
  }
}
