public import Decimals

/// What was metered for a SKU in a month, under a contract, beside what was billed of it. In billed
/// units, tenants together.
public struct QuantityBalance: Sendable {
  public let organisation: String
  /// nil for usage that no contract of the organisation covers.
  public let contract: String?
  public let product: String
  public let sku: String
  /// As `releve usage` shows it.
  public internal(set) var metered = DecimalNumber.zero
  /// What is to be billed of it: the same, or every started unit of each tenant.
  public internal(set) var due = DecimalNumber.zero
  /// The sum of all lines of usage that documents have for the month, adjustments included.
  public internal(set) var billed = DecimalNumber.zero
  /// What the next document would have of it; nil where something stands in the way.
  public internal(set) var pending: DecimalNumber? = .zero
  /// What stands in the way; nil where nothing does.
  public internal(set) var obstacle: Obstacle.Code?

  /// What is due, neither billed nor pending: 0 where it adds up.
  public func difference() throws(DecimalError) -> DecimalNumber {
    try due - billed - (pending ?? .zero)
  }
}
