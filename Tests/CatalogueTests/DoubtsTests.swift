import Documents
import Testing

@testable import Catalogue

/// Values that can hardly be right are told with their place, and nothing is refused for them.
@Suite struct DoubtsTests {
  private func doubts(_ spec: String, kind: String = "Organisation") throws -> [String] {
    let yaml = """
      kind: \(kind)
      name: acme
      spec:
      \(spec)
      """
    return try DocumentNode.documents(of: yaml, file: "a.yaml")
      .flatMap { try Doubts.of(Document($0)) }.map(\.description)
  }

  private func organisation(_ identifiers: String, country: String = "FR") throws -> [String] {
    try doubts(
      """
        legal_name: ACME
        identifiers: { \(identifiers) }
        address: { line1: a, postcode: "1", city: b, country: \(country) }
      """)
  }

  private func seller(iban: String, bic: String = "AGRIFRPP") throws -> [String] {
    try doubts(
      """
        legal_name: ACME
        identifiers: {}
        address: { line1: a, postcode: "1", city: b, country: FR }
        iban: \(iban)
        bic: \(bic)
        numbering: { series: FR, pattern: "{series}-{year}-{seq:6}" }
      """, kind: "Seller")
  }

  @Test(arguments: [
    #"siren: "732829320", siret: "73282932000074", vat: FR44732829320"#,
    #"siren: "732829320", electronic_address: "0225:732829320""#,
    #"siren: "732829320", electronic_address: "0225:732829320_accounts""#,
    #"siren: "356000000", siret: "35600000049837""#, #"vat: BE0403019261"#, #"vat: EL094259216"#,
    #"vat: FRXX732829320"#, #"electronic_address: "EM:a@b.example""#,
    #"electronic_address: "9925:BE0403019261""#,
  ])
  func `what can be right is not doubted`(identifiers: String) throws {
    #expect(try organisation(identifiers) == [])
  }

  @Test(arguments: [
    (#"siren: "732829321""#, "siren", "its digits do not agree"),
    (#"siren: "732829320", siret: "12345678200010""#, "siret", "begin with the SIREN 732829320"),
    (#"siret: "73282932000075""#, "siret", "its digits do not agree"),
    (#"siret: "35600000049838""#, "siret", "its digits do not agree"),
    (#"vat: FR45732829320"#, "vat", "the key of this SIREN is 44"),
    (#"siren: "356000000", vat: FR44732829320"#, "vat", "another SIREN than 356000000"),
    (#"vat: FR44 732829320"#, "vat", "nine digits of a SIREN"),
    (#"vat: BE 0403019261"#, "vat", "without spaces"),
    (#"vat: XX123456789"#, "vat", "two letters of a country"),
    (#"siren: "732829320", electronic_address: "0225:356000000""#, "electronic_address", "begin"),
    (#"electronic_address: 732829320"#, "electronic_address", "a colon and a value"),
  ])
  func `what can hardly be right is told with its place`(
    identifiers: String, key: String, words: String
  ) throws {
    let found = try organisation(identifiers)
    #expect(found.count == 1)
    #expect(found.first?.hasPrefix("a.yaml:5: spec.identifiers.\(key): ") == true)
    #expect(found.first?.contains(words) == true)
  }

  @Test func `every single digit that is wrong is found`() throws {
    let iban = "FR7630006000011234567890189"
    #expect(try seller(iban: iban) == [])
    #expect(try seller(iban: "FR76 3000 6000 0112 3456 7890 189") == [])
    #expect(try seller(iban: "BE68539007547034") == [])
    for place in iban.indices.dropFirst(2) {
      for digit in "0123456789" where digit != iban[place] {
        var wrong = iban
        wrong.replaceSubrange(place...place, with: String(digit))
        #expect(!CheckDigits.areRight(inIBAN: wrong), "\(wrong)")
      }
    }
    for number in ["732829320", "73282932000074"] {
      for place in number.indices {
        for digit in "0123456789" where digit != number[place] {
          var wrong = number
          wrong.replaceSubrange(place...place, with: String(digit))
          #expect(!CheckDigits.areRight(inSIREN: wrong), "\(wrong)")
        }
      }
    }
  }

  @Test func `accounts, countries and currencies that there are none of`() throws {
    #expect(
      try seller(iban: "FR7630006000011234567890188", bic: "AGRI")
        == [
          "a.yaml:7: spec.iban: \"FR7630006000011234567890188\": its digits do not agree: "
            + "one is wrong",
          "a.yaml:8: spec.bic: \"AGRI\": not the 8 or 11 letters and digits of a bank (ISO 9362)",
        ])
    #expect(try seller(iban: "hello").first?.contains("two letters of a country") == true)
    for country in ["QQ", "UK", "EU", "ZZ", "XK", "AN"] {
      #expect(
        try organisation("", country: country)
          == ["a.yaml:6: spec.address.country: \"\(country)\": no country has this code (ISO 3166)"]
      )
    }
    for country in ["FR", "GB", "GR", "RE", "AX"] {
      #expect(try organisation("", country: country) == [])
    }
    let prices = """
        currency: EUX
        effective: usage_time
        versions: [ { from: 2026-01-01, prices: [] } ]
      """
    #expect(
      try doubts(prices, kind: "PriceList")
        == ["a.yaml:4: spec.currency: \"EUX\": no currency has this code (ISO 4217)"])
  }
}
