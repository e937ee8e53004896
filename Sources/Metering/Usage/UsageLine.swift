public import Calendars
public import Decimals

/// A metered quantity of a product, in billed units, rounded to 6 digits, before `started_units`.
public struct UsageLine: Sendable {
  public let organisation: String
  /// nil where tenants were not told apart; so for the other keys.
  public let tenant: String?
  public let product: String
  public let sku: String
  public let resource: String?
  public let day: LocalDate?
  public let quantity: DecimalNumber
}
