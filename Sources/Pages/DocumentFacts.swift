/// What a PDF says of itself, to programs.
public struct DocumentFacts: Sendable {
  public let title: String
  public let author: String
  /// Of RFC 5646, such as `fr`.
  public let language: String
  /// `YYYY-MM-DD`; nil where it has no date of its own: none is put in, so that the same document
  /// gives the same bytes.
  public let date: String?

  public init(title: String, author: String, language: String, date: String?) {
    self.title = title
    self.author = author
    self.language = language
    self.date = date
  }

  static let producer = "Relevé (cairo, qpdf)"

  /// As the information dictionary writes dates.
  var pdfDate: String? { date.map { "D:\($0.replacing("-", with: ""))000000Z" } }

  /// As XMP does.
  var xmpDate: String? { date.map { "\($0)T00:00:00Z" } }
}
