import Invoicing

extension ElectronicInvoice {
  /// A side of the invoice: BG-4 or BG-7.
  struct Party: Sendable {
    /// BT-27, BT-44.
    let name: String
    /// BT-33: legal form, share capital and register; for a seller.
    let legalMention: String?
    /// BT-30, BT-47; scheme 0002.
    let siren: String?
    /// BT-29, BT-46; scheme 0009. Left out where it is no establishment of the SIREN.
    let siret: String?
    /// BT-31, BT-48.
    let vat: String?
    /// BG-5, BG-8.
    let address: Address
    /// BT-34, BT-49.
    let electronicAddress: ElectronicAddress
  }

  struct Address: Sendable {
    /// BT-35, BT-36, BT-162; BT-50, BT-51, BT-163.
    let lines: [String]
    /// BT-38, BT-53.
    let postcode: String?
    /// BT-37, BT-52.
    let city: String?
    /// BT-40, BT-55.
    let country: String
  }

  struct ElectronicAddress: Equatable, Sendable {
    /// Of the European list of electronic address schemes.
    let scheme: String
    let value: String
  }
}

extension ElectronicInvoice.Party {
  // `namesVAT` tells whether VAT numbers may stand there.
  init(
    _ party: InvoiceDocument.Party, _ side: ElectronicInvoiceError.Side, legalMention: String?,
    namesVAT: Bool
  ) throws(ElectronicInvoiceError) {
    name = party.name
    self.legalMention = legalMention
    siren = party.siren
    siret = party.siret.flatMap { siret in
      party.siren.map(siret.hasPrefix) == true ? siret : nil
    }
    vat = namesVAT ? try Self.vat(party, side) : nil
    address = try ElectronicInvoice.Address(party, side)
    electronicAddress = try ElectronicInvoice.ElectronicAddress(party, side)
  }

  /// The VAT number without spaces; it begins with a country's letters (BR-CO-09).
  private static func vat(
    _ party: InvoiceDocument.Party, _ side: ElectronicInvoiceError.Side
  ) throws(ElectronicInvoiceError) -> String? {
    guard let vat = party.vat?.replacing(" ", with: "") else { return nil }
    guard vat.utf8.count > 2, vat.utf8.prefix(2).allSatisfy({ (65...90).contains($0) }) else {
      throw .vatNumberMalformed(side, vat)
    }
    return vat
  }
}

extension ElectronicInvoice.Address {
  /// From the parts that were kept at issue, else from the printed lines.
  init(
    _ party: InvoiceDocument.Party, _ side: ElectronicInvoiceError.Side
  ) throws(ElectronicInvoiceError) {
    let last = party.country ?? party.address.last ?? ""
    guard last.utf8.count == 2, last.utf8.allSatisfy({ (65...90).contains($0) }) else {
      throw .countryMissing(side, found: last)
    }
    country = last
    let streets = Array(party.address.dropLast(2))
    // There is room for three lines.
    lines =
      streets.count <= 3
      ? streets : Array(streets[..<2]) + [streets[2...].joined(separator: ", ")]
    if let city = party.city {
      (self.postcode, self.city) = (party.postcode, city)
      return
    }
    let place = party.address.dropLast().last
    let parts = place?.split(separator: " ", maxSplits: 1).map(String.init) ?? []
    let hasPostcode = parts.count == 2 && parts[0].utf8.allSatisfy { (48...57).contains($0) }
    postcode = hasPostcode ? parts[0] : nil
    city = hasPostcode ? parts[1] : place
  }
}

extension ElectronicInvoice.ElectronicAddress {
  /// The one that was kept at issue, else by the SIREN, else by the VAT number.
  init(
    _ party: InvoiceDocument.Party, _ side: ElectronicInvoiceError.Side
  ) throws(ElectronicInvoiceError) {
    if let address = party.electronicAddress {
      let parts = address.split(separator: ":", maxSplits: 1).map(String.init)
      guard parts.count == 2, Self.isAllowed(parts[1], scheme: parts[0]) else {
        throw .electronicAddressMalformed(side, address)
      }
      self.init(scheme: parts[0], value: parts[1])
    } else if let siren = party.siren {
      self.init(scheme: Self.frenchDirectory, value: siren)
    } else if let vat = party.vat, let scheme = Self.vatSchemes[String(vat.prefix(2))] {
      self.init(scheme: scheme, value: vat.replacing(" ", with: ""))
    } else {
      throw .electronicAddressMissing(side)
    }
  }

  private static let frenchDirectory = "0225"

  /// Letters, digits and `+ - _ .` in the French directory (BR-FR-23), at most 125 of them.
  private static func isAllowed(_ value: String, scheme: String) -> Bool {
    guard schemes.contains(Substring(scheme)), value.utf8.count <= 125 else { return false }
    return scheme != frenchDirectory || value.wholeMatch(of: /[-A-Za-z0-9+_.]+/) != nil
  }

  /// The European list of electronic address schemes, as far as France takes it (BR-CL-25).
  private static let schemes = Set(
    """
    0002 0007 0009 0037 0060 0088 0096 0097 0106 0130 0135 0142 0147 0151 0154 0158 0170 0177 0183
    0184 0188 0190 0191 0192 0193 0194 0195 0196 0198 0199 0200 0201 0202 0203 0204 0205 0208 0209
    0210 0211 0212 0213 0215 0216 0217 0218 0221 0225 0230 0235 0240 9910 9913 9914 9915 9918 9919
    9920 9922 9923 9924 9925 9926 9927 9928 9929 9930 9931 9932 9933 9934 9935 9936 9937 9938 9939
    9940 9941 9942 9943 9944 9945 9946 9947 9948 9949 9950 9951 9952 9953 9957 9959 AN AQ AS AU EM
    """.split(whereSeparator: \.isWhitespace))

  /// The schemes of VAT numbers in the European list, by the numbers' first letters.
  private static let vatSchemes = [
    "AT": "9914", "BE": "9925", "BG": "9926", "CH": "9927", "CY": "9928", "CZ": "9929",
    "DE": "9930", "EE": "9931", "EL": "9933", "ES": "9920", "FR": "9957", "GB": "9932",
    "GR": "9933", "HR": "9934", "HU": "9910", "IE": "9935", "LI": "9936", "LT": "9937",
    "LU": "9938", "LV": "9939", "MC": "9940", "MT": "9943", "NL": "9944", "PL": "9945",
    "PT": "9946", "RO": "9947", "SI": "9949", "SK": "9950", "SM": "9951",
  ]
}
