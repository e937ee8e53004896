import Decimals
import Invoicing

/// What EN 16931 and France's rules ask of a document as a whole, looked at before it is written:
/// what a tax platform would refuse is refused here, in words.
struct FrenchRules {
  /// The currency's; at most 2.
  let minorDigits: Int
  /// BT-110.
  let tax: DecimalNumber
  /// Outside the scope of VAT no VAT number is named (BR-O-02).
  let namesVAT: Bool

  /// - Throws: what the document lacks or cannot have.
  init(_ document: InvoiceDocument) throws(ElectronicInvoiceError) {
    guard let currency = Currency(code: document.currency) else {
      throw .unreadable("currency", document.currency)
    }
    guard currency.minorDigits <= 2 else { throw .tooManyDecimals(currency: currency.code) }
    minorDigits = currency.minorDigits
    tax = try Self.tax(of: document.totals)
    // BR-FR-CO-12; no VAT in any currency is none in euros. VAT that was rounded to none, such as
    // that of 2 yen, is not exact to a cent (BR-FREXT-S-09).
    let isTaxed = try Self.isTaxed(document.totals)
    if currency.code != "EUR", isTaxed || !tax.isZero {
      throw .vatInEurosUnknown(currency: currency.code)
    }
    guard document.parties.seller.siren != nil else { throw .sirenMissing }
    let categories = document.totals.vat.map(\.category)
    namesVAT = !categories.contains("O")
    guard namesVAT || categories.allSatisfy({ $0 == "O" }) else { throw .mixedWithOutsideScope }
    if namesVAT, document.parties.seller.vat == nil, let category = categories.first {
      throw .vatNumberMissing(.seller, category: category)
    }
    let customer = document.parties.customer
    if categories.contains("AE"), customer.vat == nil, customer.siren == nil {
      throw .vatNumberMissing(.customer, category: "AE")
    }
  }

  private static func tax(
    of totals: InvoiceDocument.Totals
  ) throws(ElectronicInvoiceError) -> DecimalNumber {
    var tax = DecimalNumber.zero
    for vat in totals.vat {
      let amount = try vat.amount.decimal("amount of VAT \(vat.rate) %")
      do throws(DecimalError) { tax = try tax + amount } catch {
        throw .unreadable("amount of VAT \(vat.rate) %", vat.amount)
      }
    }
    return tax
  }

  private static func isTaxed(
    _ totals: InvoiceDocument.Totals
  ) throws(ElectronicInvoiceError) -> Bool {
    for vat in totals.vat {
      let (rate, base) = (try vat.rate.decimal("VAT rate"), try vat.base.decimal("base of VAT"))
      if !rate.isZero, !base.isZero { return true }
    }
    return false
  }

  /// BT-1 (BR-FR-01 and 02).
  func checkNumber(_ number: String) throws(ElectronicInvoiceError) {
    guard number.utf8.count <= 35, number.wholeMatch(of: /[-A-Za-z0-9+_\/]+/) != nil else {
      throw .numberNotAllowed(number)
    }
  }

  /// Whether a number has at most 19 characters, but for the point (BR-FR-DEC-01 to 03).
  static func fits(_ number: String) -> Bool {
    number.utf8.count <= (number.contains(".") ? 20 : 19)
  }

  /// An amount that fits, written as both syntaxes have it: digits, a point and a sign.
  func checked(_ amount: String, _ place: String) throws(ElectronicInvoiceError) -> String {
    _ = try amount.decimal(place)
    guard amount.utf8.allSatisfy("-.0123456789".utf8.contains) else {
      throw .unreadable(place, amount)
    }
    guard Self.fits(amount) else { throw .tooLong(place, amount) }
    return amount
  }

  /// A rate as the formats have it; none outside the scope of VAT (BR-O-05).
  ///
  /// - Throws: where France has no such rate (BR-FR-16).
  func rate(_ rate: String, category: String) throws(ElectronicInvoiceError) -> String? {
    let plain = try rate.decimal("VAT rate").plain
    guard Self.rates.contains(plain) else { throw .vatRateNotAllowed(rate) }
    return category == "O" ? nil : plain
  }

  /// The rates of France and its departments and regions overseas, also former ones.
  private static let rates: Set = [
    "0", "0.9", "1.05", "1.75", "2.1", "5.5", "7", "8.5", "9.2", "9.6", "10", "13", "19.6", "20",
    "20.6",
  ]
}
