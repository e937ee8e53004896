import Calendars
import Decimals

/// A line of a document that is not yet written: what is owed for a key minus what was billed.
struct DraftLine: Sendable {
  let key: BillingKey
  /// `adjustment` where the key is of an earlier period than the document.
  let kind: LineKind
  /// The difference, in billed units.
  let quantity: DecimalNumber
  /// nil where quantity × price is not the amount.
  let unitPrice: DecimalNumber?
  /// The difference, in the currency's minor digits.
  let amount: DecimalNumber
  let span: TimeSpan
  let wording: LineWording
  /// UN/ECE recommendation 20; nil where nothing is counted.
  let unitCode: String?
  /// How the charge came about that is owed; nil for plain prices and agreed amounts.
  @Boxed private(set) var pricing: InvoiceDocument.Pricing?
  /// What an agreed line comes from, or an adjustment; nil for the others.
  @Boxed private(set) var derivation: InvoiceDocument.Derivation?
  /// Why no VAT is due; nil where it is.
  let vatReason: String?
  @Boxed private(set) var corrects: Ledger.Reference?
}
