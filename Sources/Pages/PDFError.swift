/// Why a PDF could not be made.
public enum PDFError: Error, Hashable, Sendable {
  /// A family of fonts that pages are set in is not below the folder.
  case missingFont(family: String, package: String, folder: String)
  /// A picture that is no PNG which can be drawn.
  case badPicture(String)
  /// What pango or cairo said.
  case drawing(String)
  /// What qpdf said.
  case archiving(String)

  /// A stable, machine-readable name.
  public var code: String {
    switch self {
    case .missingFont: "missing_font"
    case .badPicture: "bad_picture"
    case .drawing: "pdf_drawing"
    case .archiving: "pdf_archiving"
    }
  }
}

extension PDFError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .missingFont(let family, let package, let folder):
      "the font \(family) is not below \(folder): install it (`apt-get install \(package)`); no"
        + " other font takes its place, so that a document looks alike everywhere"
    case .badPicture(let reason): "the logo cannot be drawn: \(reason)"
    case .drawing(let reason): "the pages could not be drawn: \(reason)"
    case .archiving(let reason): "the pages could not be made a PDF/A: \(reason)"
    }
  }
}
