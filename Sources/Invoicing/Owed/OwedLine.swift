public import Calendars
public import Catalogue
public import Decimals

/// What is owed for one key: a quantity at a price.
public struct OwedLine: Sendable {
  public let key: BillingKey
  public let product: Product
  public let treatment: VATTreatment
  /// The part of the month that contract and tenant cover.
  public let span: TimeSpan
  /// In billed units.
  public let quantity: DecimalNumber
  public let unitPrice: DecimalNumber
  /// In the currency's minor digits.
  public let amount: DecimalNumber
}
