/// A SKU as a catalogue writes it, in which one segment may be `(region)`: any one region.
///
///     csp:(region):openiaas:backup:vm:v1   matches   csp:fr1:openiaas:backup:vm:v1
public struct SKUPattern: Hashable, Sendable {
  /// The pattern as written.
  public let text: String
  private let beforeRegion: String
  private let afterRegion: String?

  private static let placeholder = "(region)"

  public init(_ text: String) {
    self.text = text
    let parts = text.split(
      separator: Self.placeholder, maxSplits: 1, omittingEmptySubsequences: false)
    beforeRegion = String(parts[0])
    afterRegion = parts.count > 1 ? String(parts[1]) : nil
  }

  /// What a SKU has in the place of `(region)`.
  public enum Match: Hashable, Sendable {
    case literal
    case region(String)
  }

  /// How a SKU matches this pattern; nil where it does not. A region is one segment, not empty.
  public func match(_ sku: String) -> Match? {
    guard let afterRegion else { return sku == text ? .literal : nil }
    guard sku.utf8.count > beforeRegion.utf8.count + afterRegion.utf8.count,
      sku.hasPrefix(beforeRegion), sku.hasSuffix(afterRegion)
    else { return nil }
    let region = sku.dropFirst(beforeRegion.count).dropLast(afterRegion.count)
    return region.contains(":") ? nil : .region(String(region))
  }

  /// The SKU with a region put in. A pattern without `(region)`, or a match without one, gives the
  /// pattern as written.
  public func spelt(_ match: Match) -> String {
    guard let afterRegion, case .region(let region) = match else { return text }
    return beforeRegion + region + afterRegion
  }
}

extension SKUPattern: CustomStringConvertible {
  public var description: String { text }
}
