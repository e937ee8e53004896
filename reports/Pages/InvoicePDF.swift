public import Invoicing
public import Pages

/// An invoice or credit note as pages: PDF/A-3a and PDF/UA-1, in the customer's language, from the
/// stored document alone.
public struct InvoicePDF {
  private let document: InvoiceDocument
  private let fonts: PageFonts
  private let logo: PageLogo?
  private let annex: InvoiceAnnex?
  private let history: CostHistory?

  /// Of an issued document or a preview. What is given besides stands on it too: the seller's logo,
  /// daily quantities as an annex, and the costs of the last months as a chart.
  public init(
    _ document: InvoiceDocument, fonts: PageFonts, logo: PageLogo? = nil,
    annex: InvoiceAnnex? = nil, history: CostHistory? = nil
  ) {
    self.document = document
    self.fonts = fonts
    self.logo = logo
    self.annex = annex
    self.history = history
  }

  /// The pages alone. Same document, same bytes, on the same versions of the libraries and fonts.
  public func bytes() throws(PDFError) -> [UInt8] { try bytes(attachment: nil) }

  /// The same pages as a Factur-X of profile EN 16931, with the invoice as CII inside.
  public func bytes(embedding cii: [UInt8]) throws(PDFError) -> [UInt8] {
    let words = PageWords(language: InvoiceWording(document).labels.language)
    return try bytes(attachment: Attachment(cii: cii, description: words.electronicInvoice))
  }

  private func bytes(attachment: Attachment?) throws(PDFError) -> [UInt8] {
    var pages = InvoicePages(document, fonts: fonts, logo: logo)
    try pages.compose(annex: annex, history: history)
    return try ArchivedPDF(pages.drawn(), pages.facts, attachment: attachment).bytes()
  }
}
