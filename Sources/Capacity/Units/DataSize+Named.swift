public import Decimals

extension DataSize {
  /// The symbols of the units that `count(inUnit:)` knows.
  public static let unitSymbols = [GB.symbol, GiB.symbol, TB.symbol, TiB.symbol]

  /// How many units it is by the unit's symbol, as products have it, half up to 6 decimals; nil for
  /// another unit.
  public func count(inUnit symbol: String) -> DecimalNumber? {
    switch symbol {
    case GB.symbol: count(of: GB.self)
    case GiB.symbol: count(of: GiB.self)
    case TB.symbol: count(of: TB.self)
    case TiB.symbol: count(of: TiB.self)
    default: nil
    }
  }
}
