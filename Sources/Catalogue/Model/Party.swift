import Documents

/// A postal address.
public struct Address: Hashable, Sendable {
  public let line1: String
  public let line2: String?
  public let postcode: String
  public let city: String
  /// ISO 3166, two letters.
  public let country: String

  init(_ node: DocumentNode) throws(DocumentError) {
    var address = try node.mapping()
    line1 = try address.required("line1").normalisedName()
    line2 = try address.optional("line2")?.normalisedName()
    postcode = try address.required("postcode").normalisedName()
    city = try address.required("city").normalisedName()
    let countryNode = try address.required("country")
    country = try countryNode.normalisedName()
    guard country.utf8.count == 2, country.utf8.allSatisfy({ (65...90).contains($0) }) else {
      throw countryNode.invalid("a country of two capital letters, such as FR")
    }
    try address.finish()
  }
}

/// The numbers by which authorities and platforms know a company.
public struct Identifiers: Hashable, Sendable {
  /// 9 digits.
  public let siren: String?
  /// 14 digits.
  public let siret: String?
  public let vat: String?
  /// Scheme and value, such as `0225:732829320`.
  public let electronicAddress: String?

  /// No identifiers at all.
  static let none = Identifiers(siren: nil, siret: nil, vat: nil, electronicAddress: nil)

  private init(siren: String?, siret: String?, vat: String?, electronicAddress: String?) {
    self.siren = siren
    self.siret = siret
    self.vat = vat
    self.electronicAddress = electronicAddress
  }

  init(_ node: DocumentNode) throws(DocumentError) {
    var identifiers = try node.mapping()
    siren = try identifiers.optional("siren")?.digits(9)
    siret = try identifiers.optional("siret")?.digits(14)
    vat = try identifiers.optional("vat")?.normalisedName()
    electronicAddress = try identifiers.optional("electronic_address")?.normalisedName()
    try identifiers.finish()
  }
}

extension DocumentNode {
  /// A text of exactly that many digits.
  func digits(_ count: Int) throws(DocumentError) -> String {
    let text = try string()
    guard text.utf8.count == count, text.utf8.allSatisfy({ (48...57).contains($0) }) else {
      throw invalid("\(count) digits")
    }
    return text
  }
}
