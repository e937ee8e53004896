/// A currency, by its ISO 4217 code, with the number of digits of its minor unit.
public struct Currency: Hashable, Sendable {
  /// The three-letter code, such as EUR.
  public let code: String

  /// The digits after the point of an amount: 2 for EUR, 0 for JPY, 3 for KWD.
  public let minorDigits: Int

  /// A currency by its code; nil where the code is not three capital letters.
  public init?(code: String) {
    guard code.utf8.count == 3, code.utf8.allSatisfy({ (65...90).contains($0) }) else { return nil }
    self.code = code
    self.minorDigits = Self.minorDigits(of: code)
  }

  /// Exceptions to two digits, after ISO 4217 (list one, 2024).
  private static func minorDigits(of code: String) -> Int {
    switch code {
    case "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND",
      "VUV", "XAF", "XOF", "XPF":
      0
    case "BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND": 3
    case "CLF", "UYW": 4
    default: 2
    }
  }
}

extension Currency: CustomStringConvertible {
  /// Its code.
  public var description: String { code }
}
