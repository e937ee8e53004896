import Catalogue
import Decimals

/// What VAT is summed by: category and rate, which is compared by its value (contract, section 4,
/// "Lines", 5).
struct VATGroup: Hashable, Comparable {
  let category: String
  let rate: DecimalNumber

  init(category: String, rate: DecimalNumber) {
    self.category = category
    self.rate = rate
  }

  init(_ treatment: VATTreatment) {
    self.init(category: treatment.category.rawValue, rate: treatment.rate)
  }

  /// That of a key.
  init(_ key: BillingKey) throws(DecimalError) {
    self.init(category: key.vatCategory, rate: try DecimalNumber(key.vatRate, limits: .price))
  }

  static func < (left: VATGroup, right: VATGroup) -> Bool {
    (left.category, left.rate) < (right.category, right.rate)
  }
}
