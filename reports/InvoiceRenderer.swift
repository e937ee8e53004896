public import Invoicing
import Pages

/// Makes documents of one format; for one thread at a time, and to be kept for many: pages share
/// what was learned of the fonts.
public final class InvoiceRenderer {
  /// What stands on pages besides the document.
  public struct Supplement: Sendable {
    /// The seller's logo, a PNG.
    public var logo: [UInt8]?
    public var annex: InvoiceAnnex?
    public var history: CostHistory?

    public init() {}
  }

  private let format: InvoiceFormat
  private var loadedFonts: PageFonts?
  /// The last one: most documents of a batch are of one seller.
  private var loadedLogo: (png: [UInt8], logo: PageLogo)?

  public init(_ format: InvoiceFormat) { self.format = format }

  /// The document in the format, with the supplement where it has pages; the same bytes each time.
  ///
  /// - Throws: `ElectronicInvoiceError` where the format cannot express it, `PDFError`.
  public func bytes(
    _ document: InvoiceDocument, with supplement: Supplement = Supplement()
  ) throws -> [UInt8] {
    switch format {
    case .json: Array(try JSONText.text(document, pretty: true).utf8)
    case .csv: Array(try InvoiceListing.listing(document).text(.csv).utf8)
    case .html: Array(try InvoicePage(document).html().utf8)
    case .cii: try ElectronicInvoice(document).cii()
    case .ubl: try ElectronicInvoice(document).ubl()
    case .pdf: try pages(document, supplement).bytes()
    case .facturx:
      try pages(document, supplement).bytes(embedding: ElectronicInvoice(document).cii())
    }
  }

  private func pages(
    _ document: InvoiceDocument, _ supplement: Supplement
  ) throws(PDFError) -> InvoicePDF {
    let logo = if let png = supplement.logo { try self.logo(png) } else { PageLogo?.none }
    return InvoicePDF(
      document, fonts: try fonts(), logo: logo, annex: supplement.annex,
      history: supplement.history)
  }

  private func logo(_ png: [UInt8]) throws(PDFError) -> PageLogo {
    if let loadedLogo, loadedLogo.png == png { return loadedLogo.logo }
    let logo = try PageLogo(png: png)
    loadedLogo = (png, logo)
    return logo
  }

  private func fonts() throws(PDFError) -> PageFonts {
    if let loadedFonts { return loadedFonts }
    let fonts = try PageFonts()
    loadedFonts = fonts
    return fonts
  }
}
