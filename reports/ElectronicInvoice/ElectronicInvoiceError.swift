/// Why a document cannot be an electronic invoice: it lacks what the formats want, or has what they
/// cannot express. The document itself stands, and so do its other renderings.
public enum ElectronicInvoiceError: Error, Hashable, Sendable {
  /// Which of the two sides of a document.
  public enum Side: String, Sendable {
    case seller, customer
  }

  /// A preview.
  case notIssued
  /// What cannot be read in a stored document: its place, and what stands there.
  case unreadable(String, String)
  /// A number that is longer than 35 characters, or has others than letters, digits and `-+_/`.
  case numberNotAllowed(String)
  /// A currency whose amounts have more than 2 decimals.
  case tooManyDecimals(currency: String)
  /// An amount of more than 19 characters.
  case tooLong(String, String)
  /// VAT in another currency than the euro, without an exchange rate.
  case vatInEurosUnknown(currency: String)
  /// A rate that France does not have.
  case vatRateNotAllowed(String)
  /// Lines outside the scope of VAT beside others.
  case mixedWithOutsideScope
  case sirenMissing
  case vatNumberMissing(Side, category: String)
  case vatNumberMalformed(Side, String)
  /// The last line of an address that has to be a country.
  case countryMissing(Side, found: String)
  case electronicAddressMissing(Side)
  case electronicAddressMalformed(Side, String)
  case outOfMemory

  /// A stable, machine-readable name.
  public var code: String {
    switch self {
    case .notIssued: "not_issued"
    case .unreadable: "unreadable_document"
    case .numberNotAllowed: "number_not_allowed"
    case .tooManyDecimals: "too_many_decimals"
    case .tooLong: "amount_too_long"
    case .vatInEurosUnknown: "vat_in_euros_unknown"
    case .vatRateNotAllowed: "vat_rate_not_allowed"
    case .mixedWithOutsideScope: "mixed_with_outside_scope"
    case .sirenMissing: "siren_missing"
    case .vatNumberMissing: "vat_number_missing"
    case .vatNumberMalformed: "vat_number_malformed"
    case .countryMissing: "country_missing"
    case .electronicAddressMissing: "electronic_address_missing"
    case .electronicAddressMalformed: "electronic_address_malformed"
    case .outOfMemory: "out_of_memory"
    }
  }
}

extension ElectronicInvoiceError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .notIssued:
      "a preview is no electronic invoice: it has no number; issue the month first"
    case .unreadable(let place, let found):
      "the \(place) cannot be read: found \"\(found)\"; `audit` tells whether the document is as"
        + " it was issued"
    case .numberNotAllowed(let number):
      "an electronic invoice cannot have the number \"\(number)\": at most 35 letters, digits and"
        + " the signs - + _ / are allowed; change `numbering` of the seller for documents to come"
    case .tooManyDecimals(let currency):
      "amounts in \(currency) have more than the 2 decimals of an electronic invoice; send the"
        + " document as PDF or CSV"
    case .tooLong(let place, let amount):
      "the \(place), \(amount), is longer than the 19 characters of an electronic invoice; send the"
        + " document as PDF or CSV"
    case .vatInEurosUnknown(let currency):
      "an electronic invoice in \(currency) names its VAT in euros too, and no exchange rate is"
        + " known; send the document as PDF or CSV, or bill this customer in euros"
    case .vatRateNotAllowed(let rate):
      "the VAT rate \(rate) is none of France's, and tax platforms refuse it; correct `vat` of the"
        + " contract"
    case .mixedWithOutsideScope:
      "lines of category O (outside the scope of VAT) stand beside others, which no electronic"
        + " invoice allows (BR-O-11); bill them by a contract of their own"
    case .sirenMissing:
      "the seller has no SIREN, which every French electronic invoice names; set"
        + " `identifiers.siren` of the seller for documents to come"
    case .vatNumberMissing(let side, let category):
      "the \(side.rawValue) has no VAT number, which lines of VAT category \(category) ask for;"
        + " set `identifiers.vat` for documents to come"
    case .vatNumberMalformed(let side, let number):
      "the VAT number \"\(number)\" of the \(side.rawValue) does not begin with the letters of a"
        + " country, such as FR; correct `identifiers.vat` for documents to come"
    case .countryMissing(let side, let found):
      "the address of the \(side.rawValue) ends with \"\(found)\", expected a country of two"
        + " capital letters, such as FR"
    case .electronicAddressMissing(let side):
      "the \(side.rawValue) has no electronic address, SIREN, VAT number or e-mail: nobody can be"
        + " sent the invoice; set `identifiers.electronic_address` for documents to come"
    case .electronicAddressMalformed(let side, let address):
      "the electronic address \"\(address)\" of the \(side.rawValue) is not a scheme of the"
        + " European list and a value, such as 0225:732829320; correct"
        + " `identifiers.electronic_address` for documents to come"
    case .outOfMemory: "there was no memory to write the electronic invoice in"
    }
  }
}
