import Foundation
import Pages
import Reports
import TestInvoices
import Testing

/// The seller's logo on an invoice.
@Suite struct PageLogoTests {
  /// Eight by four, half of it transparent.
  private let png =
    "iVBORw0KGgoAAAANSUhEUgAAAAgAAAAECAYAAACzzX7wAAAAFElEQVR42mPg8a34j4wZ0AHtFQAAStwd"
    + "AWvU9MsAAAAASUVORK5CYII="

  @Test func `a PNG is drawn, and named for those who do not see it`() throws {
    let bytes = try Array(#require(Data(base64Encoded: png)))
    let logo = try PageLogo(png: bytes)
    #expect(logo.width == 88 && logo.height == 44)
    let pdf = try InvoicePDF(
      SampleInvoice.creditNote("fr").document(), fonts: PageFonts(), logo: logo
    ).bytes()
    #expect(try PDFText.structure(of: pdf).contains("Figure"))
  }

  @Test func `documents of several sellers each have their own logo`() throws {
    let document = try SampleInvoice.creditNote("fr").document()
    let other =
      "iVBORw0KGgoAAAANSUhEUgAAAAIAAAADCAIAAAA2iEnWAAAAEElEQVR4nGM4oKAARAwoFABC1QYB"
      + "5t/aiwAAAABJRU5ErkJggg=="
    let renderer = InvoiceRenderer(.pdf)
    for logo in [png, other, png] {
      var supplement = InvoiceRenderer.Supplement()
      supplement.logo = try Array(#require(Data(base64Encoded: logo)))
      #expect(
        try renderer.bytes(document, with: supplement)
          == InvoiceRenderer(.pdf).bytes(document, with: supplement))
    }
    #expect(try renderer.bytes(document) == InvoiceRenderer(.pdf).bytes(document))
  }

  @Test func `what is no PNG is refused`() throws {
    let bytes = try Array(#require(Data(base64Encoded: png)))
    for broken in [[], Array(bytes.prefix(20)), Array("GIF89a".utf8)] {
      let error = #expect(throws: PDFError.self) { try PageLogo(png: broken) }
      #expect(error?.code == "bad_picture")
    }
  }
}
