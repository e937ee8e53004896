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

  /// How many units it is, half up to so many decimals, away from 0.
  public func count<Unit: DataUnit>(of unit: Unit.Type, decimals: Int = 6) -> DecimalNumber {
    share(of: unit.bytes, times: 1, decimals: decimals).normalised
  }

  public static func < (left: DataSize, right: DataSize) -> Bool { left.bytes < right.bytes }

  public static func + (left: DataSize, right: DataSize) -> DataSize {
    DataSize(bytes: left.bytes &+ right.bytes)
  }

  public static func - (left: DataSize, right: DataSize) -> DataSize {
    DataSize(bytes: left.bytes &- right.bytes)
  }

  public static func += (left: inout DataSize, right: DataSize) { left = left + right }

  /// What of a whole it is, in percent, half up to so many decimals, away from 0; nil of nothing.
  public func percent(of whole: DataSize, decimals: Int = 1) -> DecimalNumber? {
    guard whole.bytes > 0 else { return nil }
    return share(of: whole.bytes, times: 100, decimals: decimals)
  }

  /// These bytes × factor ÷ divisor, half up, away from 0.
  private func share(of divisor: Int64, times factor: Int128, decimals: Int) -> DecimalNumber {
    let power = (0..<decimals).reduce(factor) { power, _ in power * 10 }
    let magnitude = Int128(bytes.magnitude) * power
    let rounded = (2 * magnitude + Int128(divisor)) / (2 * Int128(divisor))
    return DecimalNumber(coefficient: bytes < 0 ? -rounded : rounded, scale: decimals)
  }
}
