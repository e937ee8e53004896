public import Invoicing

/// What a document is rendered as, for others than the terminal.
public enum InvoiceFormat: String, CaseIterable, Sendable {
  case json, csv, html

  /// How the names of its files end, without a full stop before it: another for each format, so
  /// that a folder can hold all of a document.
  public var fileExtension: String {
    switch self {
    case .json, .csv, .html: rawValue
    }
  }

  public var mediaType: String {
    switch self {
    case .json: "application/json"
    case .csv: "text/csv; charset=utf-8; header=present"
    case .html: "text/html; charset=utf-8"
    }
  }

  /// Whether a terminal cannot show it.
  public var isBinary: Bool { mediaType == "application/pdf" }

  /// The document in this format; the same bytes each time.
  public func bytes(_ document: InvoiceDocument) throws -> [UInt8] {
    switch self {
    case .json: Array(try JSONText.text(document, pretty: true).utf8)
    case .csv: Array(try InvoiceListing.listing(document).text(.csv).utf8)
    case .html: Array(try InvoicePage(document).html().utf8)
    }
  }
}
