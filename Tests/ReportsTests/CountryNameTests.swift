import Catalogue
import Invoicing
import TestInvoices
import Testing

@testable import Reports

/// Addresses end with a country's name, in the language of who reads it.
@Suite struct CountryNameTests {
  @Test func `countries have names in both languages`() {
    #expect(Language.french.countryName("FR") == "France")
    #expect(Language.french.countryName("BE") == "Belgique")
    #expect(Language.english.countryName("BE") == "Belgium")
    #expect(Language.english.countryName("GB") == "United Kingdom")
  }

  @Test(arguments: ["QQ", "fr", "Paris", "", "150", "F"])
  func `what is no code of a country has no name`(code: String) {
    #expect(Language.french.countryName(code) == nil)
  }

  @Test(arguments: [("fr", "Belgique"), ("en", "Belgium")])
  func `a document prints the name in the place of the code`(language: String, name: String) throws
  {
    let json = SampleInvoice.full(language).json
      .replacing(#""33000 Bordeaux","FR""#, with: #""1000 Bruxelles","BE""#)
    let document = try InvoiceDocument(canonicalJSON: json, digest: "00")
    let wording = InvoiceWording(document)
    let lines = wording.party(document.parties.customer)
    #expect(lines.contains("1000 Bruxelles") && lines.contains(name) && !lines.contains("BE"))
  }
}
