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
    vat = namesVAT ? party.vat?.replacing(" ", with: "") : nil
    address = try ElectronicInvoice.Address(party, side)
    electronicAddress = try ElectronicInvoice.ElectronicAddress(party, side)
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
    guard !scheme.isEmpty, value.utf8.count <= 125 else { return false }
    return scheme != frenchDirectory || value.wholeMatch(of: /[-A-Za-z0-9+_.]+/) != nil
  }

  /// The schemes of VAT numbers in the European list, by the numbers' first letters.
  private static let vatSchemes = [
    "AT": "9914", "BE": "9925", "BG": "9926", "CH": "9927", "CY": "9928", "CZ": "9929",
    "DE": "9930", "EE": "9931", "EL": "9933", "ES": "9920", "FR": "9957", "GB": "9932",
    "GR": "9933", "HR": "9934", "HU": "9910", "IE": "9935", "LI": "9936", "LT": "9937",
    "LU": "9938", "LV": "9939", "MC": "9940", "MT": "9943", "NL": "9944", "PL": "9945",
    "PT": "9946", "RO": "9947", "SI": "9949", "SK": "9950", "SM": "9951",
  ]
}
