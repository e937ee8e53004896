/// The electronic invoice that is embedded in a PDF, which makes it a Factur-X of profile EN 16931.
public struct Attachment: Sendable {
  /// The name that Factur-X asks for.
  static let name = "factur-x.xml"

  /// The invoice as CII.
  public let cii: [UInt8]
  /// What it is, in the document's language.
  public let description: String

  public init(cii: [UInt8], description: String) {
    self.cii = cii
    self.description = description
  }
}
