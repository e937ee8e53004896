public import Calendars
public import Catalogue
public import Decimals

/// How an amount that was owed comes about.
public enum ExplainedAmount: Sendable {
  /// quantity × unit price, exactly, and rounded once beside the amount.
  case product(exact: WideDecimal, Agreement)
  /// A share of a price of the whole organisation.
  case shared(SharedPrice)
  case commitment(CommittedAmount)
  case oneOff(OneOffAmount)
  case discount(DiscountedAmount)
  case minimum(MinimumAmount)
  case credit(CreditedAmount)
  /// Nothing is owed any more.
  case nothing
}

/// A price that is reckoned once over the organisation's tenants and SKUs, and allotted to them in
/// proportion to quantity by largest remainder.
public struct SharedPrice: Sendable {
  /// What one of them has of it.
  public struct Share: Sendable {
    public let tenant: String
    public let sku: String
    public let quantity: DecimalNumber
    /// amount × quantity ÷ whole, to 6 decimals; nil where that cannot be told.
    public let exact: DecimalNumber?
    public let amount: DecimalNumber
    /// Whether it was rounded up: one of the largest remainders.
    public let hasRemainder: Bool
    public let isThisLine: Bool
  }

  public let pricing: InvoiceDocument.Pricing
  public let steps: [PriceStep]
  public let shares: [Share]
  /// The steps' sum beside the price before rounding, and that, rounded, beside the price.
  public let stepsAgree: Bool
  public let rounded: Agreement
  /// The shares' quantities beside what was priced, and their amounts beside the price.
  public let quantities: Agreement
  public let amounts: Agreement
}

/// What was committed and not used: the price of what is committed less the price of what is used.
public struct CommittedAmount: Sendable {
  /// A commitment as it is known now, with the local days of the month that it holds on.
  public struct Part: Sendable {
    public let commitment: QuantityCommitment
    public let days: Int
  }

  public let commitments: [Part]
  public let daysOfMonth: Int
  /// Σ quantity × days ÷ days of the month, to 6 decimals, beside what the line says.
  public let committed: Agreement
  /// The usage of the product that was billed up to this document, beside what the line says.
  public let usedLines: [BilledLine]
  public let used: Agreement
  /// committed − used beside the quantity.
  public let quantity: Agreement
  /// The price of what is committed where it is no plain one, and of what is used, as known now.
  public let pricing: InvoiceDocument.Pricing?
  public let steps: [PriceStep]
  public let priceOfUsed: WideDecimal?
  /// The difference of both prices, rounded, beside the amount; nil where the price is not known
  /// any more.
  public let amount: Agreement?
}

/// An amount that a contract says is due once.
public struct OneOffAmount: Sendable {
  public let contract: String
  public let id: String
  /// As it is known now; nil where the contract has it no more.
  public let charge: OneOffCharge?
  /// What the contract says now beside the amount.
  public let amount: Agreement
  /// Of the contract, the version that was in force when the document was issued, and later ones.
  public let versions: [DocumentVersion]
}

/// A part of the amounts of other lines.
public struct DiscountedAmount: Sendable {
  /// A discount that comes before, and what it took off.
  public struct Earlier: Sendable {
    public let discount: Discount
    public let taken: DecimalNumber
  }

  /// In percent, and of what, as the line says.
  public let percent: DecimalNumber
  public let statedBase: DecimalNumber
  /// As it is known now; nil where the contract has it no more.
  public let discount: Discount?
  /// The lines that it is given on, as billed up to this document.
  public let lines: [BilledLine]
  public let linesSum: DecimalNumber
  public let earlier: [Earlier]
  /// What the earlier discounts leave of the lines beside the base that the line says.
  public let base: Agreement
  /// percent of the base, rounded, negative, beside the amount.
  public let amount: Agreement
}

/// What a month's minimum exceeds all other lines by.
public struct MinimumAmount: Sendable {
  /// Lines of a kind, as billed up to this document.
  public struct Sum: Sendable {
    public let kind: LineKind
    public let lines: Int
    public let amount: DecimalNumber
  }

  /// Of a whole month.
  public let minimum: DecimalNumber
  public let days: Int
  public let daysOfMonth: Int
  /// minimum × days ÷ days of the month, rounded.
  public let due: DecimalNumber
  public let others: [Sum]
  public let othersSum: DecimalNumber
  /// due − others beside the amount.
  public let amount: Agreement
}

/// The version of a price list, or of a contract's own prices, that a line names.
public struct ExplainedPrice: Sendable {
  public enum Origin: Sendable { case priceList, contract, unknown }

  public let name: String
  public let origin: Origin
  public let from: LocalDate?
  /// The first day of what replaces it, if any.
  public let until: LocalDate?
  /// What the version charges for the product, as known now; nil where it does not any more.
  public let charge: Charge?
  /// Whether that is what the line was priced by.
  public let isUnchanged: Bool
  /// Of its document, the version that was in force when the line was issued, and later ones.
  public let versions: [DocumentVersion]
}
