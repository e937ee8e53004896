import Catalogue
import Foundation
import Invoicing
import Reports
import TestInvoices
import TestSeeds
import Testing

/// Documents as `invoice export --as facturx` makes them, one after the other by one renderer:
/// their own electronic invoice in their own pages.
@Suite struct ExportedDocumentTests {
  /// Of the shapes those whose pages or XML differ most.
  private static let names: Set = [
    "only commitment", "credit of service_credit", "2 000 lines", "four rates",
    "taxed, zero and exempt", "exempt", "reverse charge", "credit under reverse charge", "export",
    "outside the scope", "huge prices", "an invoice of nothing", "yen, without VAT",
    "Greek and Cyrillic", "Arabic and Hebrew", "Chinese, Japanese, emoji", "markup", "controls",
    "a long label", "of before, a Belgian", "without order and account",
  ]

  private func logo() throws -> [UInt8] {
    try Array(
      #require(
        Data(
          base64Encoded: "iVBORw0KGgoAAAANSUhEUgAAAAgAAAAECAYAAACzzX7wAAAAFElEQVR42mPg8a34j4"
            + "wZ0AHtFQAAStwdAWvU9MsAAAAASUVORK5CYII=")))
  }

  @Test func `pages and the XML inside are sound, and say the same`() async throws {
    var generator = DocumentGenerator(.seeded(for: "exported documents"))
    let (xml, pages) = (InvoiceRenderer(.cii), InvoiceRenderer(.facturx))
    let shapes = DocumentShape.named.filter { Self.names.contains($0.name) }
    #expect(shapes.count == Self.names.count)
    for (place, shape) in shapes.enumerated() {
      let document = try generator.document(shape)
      var supplement = InvoiceRenderer.Supplement()
      if place.isMultiple(of: 2) { supplement.logo = try logo() }
      let cii = try xml.bytes(document)
      let pdf = try pages.bytes(document, with: supplement)
      for check in [Validators.Check.pdfa3a, .ua1] {
        let failures = try await Validators.shared.failures(check, pdf)
        #expect(failures == [], "\(shape.name), \(check)")
      }
      let failures = try await Validators.shared.failures(.facturx, pdf, xml: cii)
      #expect(failures == [], "\(shape.name)")
      try expectTotals(of: document, on: PDFText.pages(of: pdf), shape.name)
    }
  }

  /// Every total of the document stands on its pages as its language writes it.
  private func expectTotals(
    of document: InvoiceDocument, on pages: [String], _ name: String
  ) throws {
    let language = try #require(Language(rawValue: document.parties.language))
    let (style, totals) = (NumberStyle(language), document.totals)
    for amount in [totals.net, totals.gross] + totals.vat.flatMap({ [$0.base, $0.amount] }) {
      let text = style.amount(amount, currency: document.currency)
        .replacing("\u{A0}", with: " ").replacing("\u{202F}", with: " ")
      #expect(pages.contains { $0.contains(text) }, "\(name): \(text)")
    }
    #expect(pages.contains { $0.contains(document.number ?? "-") }, "\(name)")
  }
}
