/// What a document is rendered as, for others than the terminal.
public enum InvoiceFormat: String, CaseIterable, Sendable {
  case json, csv, html, cii, ubl, pdf, facturx

  /// How the names of its files end, without a full stop before it: another for each format, so
  /// that a folder can hold all of a document.
  public var fileExtension: String {
    switch self {
    case .json, .csv, .html, .pdf: rawValue
    case .cii: "cii.xml"
    case .ubl: "ubl.xml"
    case .facturx: "facturx.pdf"
    }
  }

  public var mediaType: String {
    switch self {
    case .json: "application/json"
    case .csv: "text/csv; charset=utf-8; header=present"
    case .html: "text/html; charset=utf-8"
    case .cii, .ubl: "application/xml"
    case .pdf, .facturx: "application/pdf"
    }
  }

  /// Whether it is laid out on pages, which an annex can follow.
  public var hasPages: Bool { self == .pdf || self == .facturx }

  /// Whether a terminal cannot show it.
  public var isBinary: Bool { mediaType == "application/pdf" }
}
