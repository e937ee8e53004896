public import Calendars
public import Decimals

/// Where a line of an issued document comes from, level by level: each has a sum of its own, and
/// says whether it is what the level above states.
///
/// The document is what was issued; what lies below is what is known now, which may differ: events
/// may have come late, prices been corrected. Quantities and amounts are as owed: of a credit note,
/// which prints them with inverted signs, the line's are inverted back.
public struct Explanation: Sendable {
  public let document: InvoiceDocument
  public let line: InvoiceDocument.Line
  public let currency: Currency
  /// In which local days and months are meant.
  public let zone: Zone
  /// When the explanation was made, and the document stored.
  public let madeAt: Instant
  public let documentStoredAt: Instant
  public let tax: ExplainedTax
  /// What was owed under the line's key when the document was issued: all of the line, or, of an
  /// adjustment, what billed lines were taken off.
  public let owed: Owed
  /// nil for lines that are no adjustment.
  public let adjustment: Adjustment?
  public let amount: ExplainedAmount
  /// nil for lines that no price list or override prices.
  public let price: ExplainedPrice?
  /// nil for lines that nothing was metered for.
  public let quantity: ExplainedQuantity?
  /// Lines of later documents for the same.
  public let later: [BilledLine]
  /// Where nothing is owed any more under the line's price and VAT: what the same is owed as
  /// instead, by the document's other lines; none where nothing is owed at all.
  public let moved: [BilledLine]

  /// A quantity and its amount, as owed.
  public struct Owed: Sendable {
    /// In billed units.
    public let quantity: DecimalNumber
    /// nil where quantity × price is not the amount.
    public let unitPrice: DecimalNumber?
    /// In the currency's minor digits.
    public let amount: DecimalNumber
  }

  /// The kind of the line's key: of an adjustment, what it adjusts.
  public var kind: LineKind { line.adjusts ?? line.kind }

  /// The month that the line is for.
  public var month: String { line.period }
}

/// A level's own sum beside what the level above states.
public struct Agreement: Hashable, Sendable {
  public let sum: DecimalNumber
  public let stated: DecimalNumber
  /// sum − stated.
  public let difference: DecimalNumber

  public init(sum: DecimalNumber, stated: DecimalNumber) throws(DecimalError) {
    self.sum = sum
    self.stated = stated
    difference = try sum - stated
  }

  /// Whether they are equal, to the last digit.
  public var holds: Bool { difference.isZero }
}

/// An adjustment: what is owed minus what documents had billed before.
public struct Adjustment: Sendable {
  public let billed: [BilledLine]
  /// What they have billed beside what the line says was billed.
  public let quantity: Agreement
  public let amount: Agreement
  /// owed − billed beside the line.
  public let quantityDifference: Agreement
  public let amountDifference: Agreement
}

/// The lines of the document with one VAT category and rate.
public struct ExplainedTax: Sendable {
  public let group: InvoiceDocument.VAT
  /// How many lines, this one included.
  public let lines: Int
  /// Their sum beside the base of the tax.
  public let base: Agreement
}

/// A line of an issued document, as owed: a credit note's are negative.
public struct BilledLine: Hashable, Sendable {
  public let number: String
  public let issuedOn: LocalDate
  public let line: Int
  /// The kind of its key.
  public let kind: LineKind
  public let product: String?
  public let tenant: String?
  public let sku: String?
  public let priceVersion: String?
  public let vatCategory: String
  public let vatRate: String
  public let quantity: DecimalNumber
  public let amount: DecimalNumber
  public let label: String
  public let service: String?
}

/// A version of a document of terms, such as a contract.
public struct DocumentVersion: Hashable, Sendable {
  public let number: Int
  public let appliedAt: Instant
  /// Why a part that had begun was corrected.
  public let reason: String?
}
