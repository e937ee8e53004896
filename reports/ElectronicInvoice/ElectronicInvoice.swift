/// An invoice or credit note in the business terms of EN 16931-1, which both of its syntaxes write,
/// and within the French rules for e-invoices (XP Z12-012, "BR-FR" of the official Schematron).
///
/// Every amount is the document's own: what a format cannot express is refused, or said in another
/// way that comes to the same amount (`BilledPrice`), never rounded. Signs are the document's too,
/// and a credit note's amounts are to the customer's credit in both. The same document gives the
/// same bytes.
public struct ElectronicInvoice: Sendable {
  /// BT-1, at most 35 letters, digits and `- + _ /`.
  let number: String
  /// BT-2, `YYYY-MM-DD`.
  let issuedOn: String
  /// BT-3.
  let type: DocumentType
  /// BT-5.
  let currency: String
  /// BT-6 and BT-111: France wants VAT in euros too. Without an exchange rate only none is known.
  let isWithoutVATInEuros: Bool
  /// BT-8: VAT is due with the invoice and not with its payment ("sur les débits").
  let isTaxedOnIssue: Bool
  /// BT-9, `YYYY-MM-DD`; nil on a credit note, on which nothing is to be paid.
  let dueOn: String?
  /// BT-12.
  let contract: String
  /// BT-13.
  let purchaseOrder: String?
  /// BT-20.
  let paymentTerms: String
  /// BG-1.
  let notes: [Note]
  /// BG-3: what a credit note corrects.
  let preceding: [Preceding]
  /// BG-4.
  let seller: Party
  /// BG-7.
  let buyer: Party
  /// BG-14, the month.
  let period: Days
  /// BG-17; nil where there is none, and on a credit note.
  let account: Account?
  /// BT-106 and BT-109: without allowances and charges of the document they are one.
  let net: String
  /// BT-110.
  let tax: String
  /// BT-112 and BT-115: nothing was paid before.
  let gross: String
  /// BG-23.
  let vat: [VATGroup]
  /// BG-25.
  let lines: [Line]

  /// UN/CEFACT's Cross Industry Invoice D22B, profile EN 16931 of Factur-X 1.0 (`factur-x.xml`).
  ///
  /// - Throws: where memory is missing.
  public func cii() throws(ElectronicInvoiceError) -> [UInt8] {
    guard var xml = XMLText() else { throw .outOfMemory }
    CIIWriter(invoice: self).write(to: &xml)
    guard let bytes = xml.bytes() else { throw .outOfMemory }
    return bytes
  }

  /// OASIS UBL 2.1, an Invoice or a CreditNote.
  ///
  /// - Throws: where memory is missing.
  public func ubl() throws(ElectronicInvoiceError) -> [UInt8] {
    guard var xml = XMLText() else { throw .outOfMemory }
    UBLWriter(invoice: self).write(to: &xml)
    guard let bytes = xml.bytes() else { throw .outOfMemory }
    return bytes
  }
}

extension ElectronicInvoice {
  /// BT-24, the core of the standard.
  static let specification = "urn:cen.eu:en16931:2017"
  /// BT-23, "cadre de facturation": services that are not paid yet.
  static let billingMode = "S1"

  /// UNTDID 1001.
  enum DocumentType: String, Sendable {
    case invoice = "380"
    case creditNote = "381"
    /// A credit note that corrects no document but is due under a contract for a period: France
    /// wants 381 to name an invoice (BR-FR-CO-05), and this one contract and period (BR-FR-CO-03).
    case rebate = "262"

    var isCreditNote: Bool { self != .invoice }
  }

  struct Note: Equatable, Sendable {
    /// UNTDID 4451.
    enum Subject: String, Sendable {
      /// General information.
      case general = "AAI"
      /// The flat fee for recovery.
      case recoveryFee = "PMT"
      case latePenalty = "PMD"
      /// Discounts for early payment, or that there are none.
      case discount = "AAB"
    }

    /// BT-21.
    let subject: Subject
    /// BT-22.
    let text: String
  }

  struct Preceding: Sendable {
    /// BT-25.
    let number: String
    /// BT-26, `YYYY-MM-DD`.
    let issuedOn: String?
  }

  /// Two local dates, `YYYY-MM-DD`, both included.
  struct Days: Sendable {
    let first: String
    let last: String
  }

  struct Account: Sendable {
    /// BT-81: a SEPA credit transfer in euros, another one else (UNTDID 4461).
    let meansCode: String
    /// BT-84.
    let iban: String
    /// BT-86.
    let bic: String?
  }

  /// BG-23.
  struct VATGroup: Sendable {
    /// BT-118.
    let category: String
    /// BT-119, in percent; nil outside the scope of VAT.
    let rate: String?
    /// BT-116.
    let base: String
    /// BT-117.
    let amount: String
    /// BT-120.
    let exemptionReason: String?
    /// BT-121, of the list VATEX.
    let exemptionCode: String?
  }

  /// BG-25.
  struct Line: Sendable {
    /// BT-126.
    let number: String
    /// BT-127.
    let note: String?
    /// BT-129, BT-130, BT-146, BT-149.
    let price: BilledPrice
    /// BT-131.
    let amount: String
    /// BG-26.
    let days: Days
    /// BT-151.
    let category: String
    /// BT-152, in percent; nil outside the scope of VAT.
    let rate: String?
    /// BT-153.
    let name: String
    /// BT-155.
    let sku: String?
    /// BG-32.
    let attributes: [(name: String, value: String)]
  }
}
