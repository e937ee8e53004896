public import Invoicing
import Pages

/// Makes documents of one format; for one thread at a time, and to be kept for many: pages share
/// what was learned of the fonts.
public final class InvoiceRenderer {
  private let format: InvoiceFormat
  private var loadedFonts: PageFonts?

  public init(_ format: InvoiceFormat) { self.format = format }

  /// The document in the format; the same bytes each time.
  ///
  /// - Throws: `ElectronicInvoiceError` where the format cannot express it, `PDFError`.
  public func bytes(_ document: InvoiceDocument) throws -> [UInt8] {
    switch format {
    case .json: Array(try JSONText.text(document, pretty: true).utf8)
    case .csv: Array(try InvoiceListing.listing(document).text(.csv).utf8)
    case .html: Array(try InvoicePage(document).html().utf8)
    case .cii: try ElectronicInvoice(document).cii()
    case .ubl: try ElectronicInvoice(document).ubl()
    case .pdf: try InvoicePDF(document, fonts: fonts()).bytes()
    case .facturx:
      try InvoicePDF(document, fonts: fonts())
        .bytes(embedding: ElectronicInvoice(document).cii())
    }
  }

  private func fonts() throws(PDFError) -> PageFonts {
    if let loadedFonts { return loadedFonts }
    let fonts = try PageFonts()
    loadedFonts = fonts
    return fonts
  }
}
