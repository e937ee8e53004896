public import Decimals

/// A size of memory or storage: whole bytes, as the provider's API gives them.
public struct DataSize: Hashable, Comparable, Sendable {
  /// Not negative where it comes from the API; differences may be.
  public let bytes: Int64

  public static let zero = DataSize(bytes: 0)

  public init(bytes: Int64) { self.bytes = bytes }

  /// So many whole units.
  ///
  /// - Precondition: the size is below 8 EiB.
  public init<Unit: DataUnit>(_ count: Int, _ unit: Unit.Type) {
    self.init(bytes: Int64(count) * unit.bytes)
  }

  /// How many units it is, half up to 6 decimals.
  public func count<Unit: DataUnit>(of unit: Unit.Type) -> DecimalNumber {
    let millionths = Int128(abs(bytes)) * 1_000_000
    let rounded = (2 * millionths + Int128(unit.bytes)) / (2 * Int128(unit.bytes))
    return DecimalNumber(coefficient: bytes < 0 ? -rounded : rounded, scale: 6).normalised
  }

  public static func < (left: DataSize, right: DataSize) -> Bool { left.bytes < right.bytes }

  public static func + (left: DataSize, right: DataSize) -> DataSize {
    DataSize(bytes: left.bytes &+ right.bytes)
  }

  public static func - (left: DataSize, right: DataSize) -> DataSize {
    DataSize(bytes: left.bytes &- right.bytes)
  }

  public static func += (left: inout DataSize, right: DataSize) { left = left + right }

  /// What of a whole it is, in percent, half up to 1 decimal; nil of nothing.
  public func percent(of whole: DataSize) -> DecimalNumber? {
    guard whole.bytes > 0 else { return nil }
    let thousandths = Int128(bytes) * 1000
    return DecimalNumber(
      coefficient: (2 * thousandths + Int128(whole.bytes)) / (2 * Int128(whole.bytes)), scale: 1)
  }
}
