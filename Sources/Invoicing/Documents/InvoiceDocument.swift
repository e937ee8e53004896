/// An invoice or a credit note as it is issued: contract.md, section 4. Every decimal is the text
/// that is printed; what is null is written as null.
public struct InvoiceDocument: Codable, Equatable, Sendable {
  public enum Kind: String, Codable, Sendable {
    case invoice
    case creditNote = "credit_note"
  }

  /// A document that this one corrects.
  public struct Correction: Equatable, Codable, Sendable {
    public let number: String?
    public let date: String?
    public let period: String
  }

  /// nil in a preview, as are the dates of issue and payment and the digests.
  public var number: String?
  public let kind: Kind
  public let organisation: String
  public let contract: String
  public let seller: String
  public let currency: String
  public let period: String
  public let from: String
  public let to: String
  /// Where its months begin; nil in documents of before it was kept.
  public let timezone: String?
  public var issuedOn: String?
  public var dueOn: String?
  /// The version of the rules of rounding, order and tax that made it.
  public let policy: String
  public let corrects: [Correction]
  public let lines: [Line]
  public let totals: Totals
  /// Who sells and who buys, as they were known at issue: a rendering needs nothing else.
  public let parties: Parties
  public var previousDigest: String?
  public var digest: String?
}

extension InvoiceDocument {
  /// Sums over the lines; VAT per category and rate, rounded once.
  public struct Totals: Equatable, Codable, Sendable {
    public let net: String
    public let vat: [VAT]
    public let gross: String
  }

  public struct VAT: Equatable, Codable, Sendable {
    public let category: String
    public let rate: String
    public let base: String
    public let amount: String
    /// Why no VAT is due; nil where it is.
    public let reason: String?
  }

  public struct Line: Codable, Equatable, Sendable {
    /// From 1.
    public let line: Int
    public let kind: LineKind
    /// For an adjustment, the kind of the key that it adjusts.
    public let adjusts: LineKind?
    public let product: String?
    public let sku: String?
    public let tenant: String?
    public let label: String
    /// nil where it concerns several.
    public let service: String?
    public let period: String
    public let from: String
    public let to: String
    public let quantity: String
    public let unit: String
    /// The unit after UN/ECE recommendation 20; nil where nothing is counted, and in documents of
    /// before it was kept.
    public let unitCode: String?
    /// nil where quantity × price is not the amount.
    public let unitPrice: String?
    public let priceVersion: String?
    /// How a charge that is priced over the whole organisation came about; nil for a plain price.
    @Boxed public private(set) var pricing: Pricing?
    /// What an agreed line or an adjustment comes from; nil for the others.
    @Boxed public private(set) var derivation: Derivation?
    public let amount: String
    public let vatCategory: String
    public let vatRate: String
    @Boxed public private(set) var corrects: Correction?
  }

  /// The two sides of a document.
  public struct Parties: Equatable, Codable, Sendable {
    public let seller: Party
    public let customer: Party
    /// The seller's terms, as mentions for the foot of the document.
    public let payment: Payment
    /// `fr` or `en`.
    public let language: String
    public let purchaseOrder: String?

    private enum CodingKeys: String, CodingKey {
      case seller, customer, payment, language
      case purchaseOrder = "purchase_order"
    }
  }

  public struct Party: Equatable, Codable, Sendable {
    public let name: String
    /// Legal form, for a seller.
    public let form: String?
    /// The share capital in euros, for a seller.
    public let capital: String?
    /// Address lines: postcode with city, then the country last.
    public let address: [String]
    /// The parts of these two lines, and the address on networks of electronic invoices, scheme and
    /// value such as `0225:732829320`; nil in documents of before they were kept.
    public let postcode: String?
    public let city: String?
    public let country: String?
    public let electronicAddress: String?
    public let siren: String?
    public let siret: String?
    public let vat: String?
    public let rcs: String?

    private enum CodingKeys: String, CodingKey {
      case name, form, capital, address, postcode, city, country, siren, siret, vat, rcs
      case electronicAddress = "electronic_address"
    }
  }

  public struct Payment: Equatable, Codable, Sendable {
    public let iban: String?
    public let bic: String?
    public let latePenalty: String?
    public let recoveryFee: String?
    public let vatOnDebits: Bool

    private enum CodingKeys: String, CodingKey {
      case iban, bic
      case latePenalty = "late_penalty"
      case recoveryFee = "recovery_fee"
      case vatOnDebits = "vat_on_debits"
    }
  }
}
