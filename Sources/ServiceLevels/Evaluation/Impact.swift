public import Decimals

/// The share of a component that an outage takes down, above 0 and at most 1 (contract, section 5).
public struct Impact: Hashable, Comparable, Sendable {
  /// 1 to 1 000 000.
  public let millionths: Int64

  /// The component as a whole.
  public static let whole = Impact(millionths: 1_000_000)

  /// What a number must be, for messages.
  static let expected = "an impact above 0 and at most 1, with at most 6 digits after the point"

  private init(millionths: Int64) { self.millionths = millionths }

  /// A number above 0 and at most 1 with at most 6 digits after the point; nil for any other.
  public init?(_ number: DecimalNumber) {
    let number = number.normalised
    guard number > .zero, number <= .one, number.scale <= 6,
      let millionths = try? number.rounded(to: 6).coefficient
    else { return nil }
    self.init(millionths: Int64(millionths))
  }

  public static func < (left: Impact, right: Impact) -> Bool { left.millionths < right.millionths }
}
