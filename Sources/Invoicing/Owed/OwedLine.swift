public import Calendars
public import Catalogue
public import Decimals

/// What is owed for one key.
public struct OwedLine: Sendable {
  public let key: BillingKey
  public let wording: LineWording
  public let treatment: VATTreatment
  /// The part of the month that the line is for.
  public let span: TimeSpan
  /// In billed units; 1 where nothing is counted.
  public let quantity: DecimalNumber
  /// nil where the amount is not quantity × price.
  public let unitPrice: DecimalNumber?
  /// In the currency's minor digits.
  public let amount: DecimalNumber
  /// How the charge came about; nil for a plain price and an agreed amount.
  @Boxed public var pricing: InvoiceDocument.Pricing?
  /// What an agreed line comes from; nil for usage and one-off charges.
  @Boxed public var derivation: InvoiceDocument.Derivation?
}
