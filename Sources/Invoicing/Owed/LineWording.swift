public import Catalogue

/// What a line says that it is for; one object for all lines of a product.
public final class LineWording: Sendable {
  public let label: LocalisedText
  /// The name of what is counted.
  public let unit: LocalisedText
  /// nil where it concerns several.
  public let service: String?

  public init(label: LocalisedText, unit: LocalisedText, service: String?) {
    self.label = label
    self.unit = unit
    self.service = service
  }

  /// A product's own words.
  public convenience init(_ product: Product) {
    self.init(label: product.label, unit: product.billedUnit, service: product.service)
  }

  /// The words of a line that was issued, in whatever language it was.
  convenience init(_ label: String, unit: String, service: String?) {
    self.init(
      label: LocalisedText(french: label, english: label),
      unit: LocalisedText(french: unit, english: unit), service: service)
  }

  /// The unit of an amount that was agreed as a whole.
  static let lumpSum = LocalisedText(french: "forfait", english: "lump sum")
}
