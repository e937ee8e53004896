/// Why an event is kept aside instead of accepted.
///
/// The raw values are the codes of the contract (section 3), in its order: where an event has
/// several defects, the smallest reason is the one that is told.
public enum RejectionReason: String, CaseIterable, Comparable, Sendable {
  /// Not one valid JSON object or CSV row, or a field of the wrong type.
  case malformed
  /// A required field is absent, null or empty.
  case missingField = "missing_field"
  /// The time is no valid date-time.
  case badTime = "bad_time"
  /// The time lies outside the limits, such as more than a day ahead.
  case timeOutOfRange = "time_out_of_range"
  /// The quantity is no decimal number, or has too many digits.
  case badQuantity = "bad_quantity"
  /// The quantity is below zero.
  case negativeQuantity = "negative_quantity"
  /// No product has this SKU.
  case unknownSKU = "unknown_sku"
  /// Several products have this SKU and unit.
  case ambiguousSKU = "ambiguous_sku"
  /// The product is metered in another unit.
  case unitMismatch = "unit_mismatch"
  /// No organisation has this tenant at the time of the event.
  case unknownTenant = "unknown_tenant"
  /// What is to be voided cannot be.
  case unknownVoidTarget = "unknown_void_target"
  /// Longer than 1 MiB.
  case tooLarge = "too_large"
  /// Sound, but neither a usage nor a void event.
  case unsupportedType = "unsupported_type"

  /// By the order of the contract.
  public static func < (left: RejectionReason, right: RejectionReason) -> Bool {
    left.precedence < right.precedence
  }

  private var precedence: Int { Self.allCases.firstIndex(of: self) ?? Self.allCases.count }
}
