import Catalogue
import Pages
import Reports
import TestInvoices
import Testing

/// Pages before the judges of archives and of access: PDF/A-3a, PDF/A-3b, PDF/UA-1, and Factur-X's
/// own rules.
@Suite struct ArchivedPDFTests {
  private let cii = Array(
    """
    <?xml version="1.0" encoding="UTF-8"?>
    <rsm:CrossIndustryInvoice
      xmlns:rsm="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100">é
    </rsm:CrossIndustryInvoice>
    """.utf8)

  private func expectSound(_ pdf: [UInt8]) async throws {
    for check in [Validators.Check.pdfa3a, .pdfa3b, .ua1] {
      let failures = try await Validators.shared.failures(check, pdf)
      #expect(failures == [], "\(check)")
    }
  }

  @Test(arguments: ["fr", "en"]) func `an invoice with annex and chart`(
    language: String
  ) async throws {
    let document = try SampleInvoice.full(language).document()
    try await expectSound(
      InvoicePDF(document, fonts: PageFonts(), annex: .sample, history: .sample).bytes())
  }

  @Test(arguments: ["fr", "en"]) func `a credit note as Factur-X`(
    language: String
  ) async throws {
    let document = try SampleInvoice.creditNote(language).document()
    let pdf = try InvoicePDF(document, fonts: PageFonts()).bytes(embedding: cii)
    try await expectSound(pdf)
    let failures = try await Validators.shared.failures(.facturx, pdf, xml: cii)
    #expect(failures == [])
  }

  @Test(arguments: [
    "Ψηφιακές υπηρεσίες", "Облачные услуги", "خدمات سحابية", "クラウドサービス 云服务 클라우드", "שירותי ענן",
    "<b>A & B</b> (x", "\u{1F680} \\u0007",
  ])
  func `names in any script`(name: String) async throws {
    var sample = SampleInvoice.creditNote("fr")
    sample.customer = name
    try await expectSound(InvoicePDF(sample.document(), fonts: PageFonts()).bytes())
  }

  @Test(arguments: Language.allCases) func `a month of service levels`(
    language: Language
  ) async throws {
    let sample = try SampleServiceLevels()
    try await expectSound(
      ServiceLevelPDF(
        sample.report, organisations: sample.directory.organisations, windows: sample.windows,
        in: language, fonts: PageFonts()
      ).bytes())
  }

  @Test func `without its XML it is no Factur-X`() async throws {
    let document = try SampleInvoice.creditNote("fr").document()
    let pdf = try InvoicePDF(document, fonts: PageFonts()).bytes()
    #expect(try await !Validators.shared.failures(.facturx, pdf, xml: cii).isEmpty)
  }
}
