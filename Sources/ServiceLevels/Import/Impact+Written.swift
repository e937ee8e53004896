import Decimals
import Documents

extension Impact {
  /// nil where the text is no such number.
  init?(_ text: String) {
    guard let number = try? DecimalNumber(text, limits: .quantity) else { return nil }
    self.init(number)
  }

  /// Reads an impact of a map.
  init(_ node: DocumentNode) throws(DocumentError) {
    guard let impact = Impact(try node.string()) else { throw node.invalid(Self.expected) }
    self = impact
  }

  /// The share, without trailing zeros.
  var number: DecimalNumber { DecimalNumber(coefficient: Int128(millionths), scale: 6).normalised }
}
