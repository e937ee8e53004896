/// How text is set: Inter, with figures of one width.
public struct TextStyle: Hashable, Sendable {
  public enum Weight: Sendable { case regular, semibold }

  /// In points.
  public let size: Double
  public let weight: Weight
  public let colour: Colour

  public init(_ size: Double, _ weight: Weight = .regular, _ colour: Colour = .ink) {
    self.size = size
    self.weight = weight
    self.colour = colour
  }

  public func coloured(_ colour: Colour) -> TextStyle { TextStyle(size, weight, colour) }
}

/// A colour of sRGB, from 0 to 255.
public struct Colour: Hashable, Sendable {
  let red, green, blue: UInt8

  public init(_ red: UInt8, _ green: UInt8, _ blue: UInt8) {
    (self.red, self.green, self.blue) = (red, green, blue)
  }

  /// Of text, nearly black.
  public static let ink = Colour(23, 27, 34)
  /// Of what is said beside the matter: 5.9 to 1 on white.
  public static let grey = Colour(91, 100, 112)
  /// Of thin rules.
  public static let rule = Colour(205, 210, 217)
  /// Of areas behind text.
  public static let paper = Colour(243, 245, 247)
  /// Of areas that mean something, beside the accent.
  public static let shade = Colour(128, 138, 150)
  /// The one colour that stands out: 8 to 1 on white.
  public static let accent = Colour(12, 77, 120)
}
