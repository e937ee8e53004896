import Decimals

/// The charge model `flat`: the same amount whatever the quantity.
struct Flat {
  let amount: DecimalNumber

  func parts() -> [Pricing.Part] { [Pricing.Part(flat: amount)] }
}
