import Decimals
import TestSeeds

extension SeededGenerator {
  /// A number whose count of binary digits is uniform, so that small and huge ones are alike
  /// common; one in eight sits at an edge of the range.
  mutating func decimalNumber() -> DecimalNumber {
    let scale = Int.random(in: 0...DecimalNumber.scaleMax, using: &self)
    let edges: [Int128] = [0, 1, -1, .max, .min + 1, .max / 2, 5, -5]
    if Int.random(in: 0..<8, using: &self) == 0 {
      return DecimalNumber(coefficient: edges[Int.random(in: 0..<8, using: &self)], scale: scale)
    }
    let shift = Int.random(in: 1...127, using: &self)
    let magnitude = Int128(UInt128.random(in: .min ... .max, using: &self) >> shift)
    return DecimalNumber(
      coefficient: Bool.random(using: &self) ? magnitude : -magnitude, scale: scale)
  }

  /// A pair that often differs in its last digits only, or in its scale only.
  mutating func closeDecimalNumbers() -> (DecimalNumber, DecimalNumber) {
    let number = decimalNumber()
    guard Bool.random(using: &self) else { return (number, decimalNumber()) }
    let same = number.normalised
    let nudged = same.coefficient.addingReportingOverflow(Int128.random(in: -1...1, using: &self))
    guard !nudged.overflow, nudged.partialValue != .min else { return (number, same) }
    return (number, DecimalNumber(coefficient: nudged.partialValue, scale: same.scale))
  }

  /// A text that is a number, or was one before a character was put in, taken out or replaced.
  mutating func numberText() -> String {
    var text = Bool.random(using: &self) ? "-" : ""
    text += digits(upTo: 20)
    if Bool.random(using: &self) { text += "." + digits(upTo: 20) }
    if Int.random(in: 0..<3, using: &self) == 0 {
      text += ["e", "E", "e+", "e-"][Int.random(in: 0..<4, using: &self)] + digits(upTo: 2)
    }
    return Int.random(in: 0..<3, using: &self) == 0 ? damaged(text) : text
  }

  private mutating func digits(upTo count: Int) -> String {
    let zeros = String(repeating: "0", count: Int.random(in: 0..<3, using: &self))
    return (0..<Int.random(in: 1...count, using: &self)).reduce(into: zeros) { text, _ in
      text += String(Int.random(in: 0...9, using: &self))
    }
  }

  private mutating func damaged(_ text: String) -> String {
    var characters = Array(text)
    let strange = Array("0.eE+- ,_x٣\u{0}")
    let place = Int.random(in: 0..<characters.count, using: &self)
    let character = strange[Int.random(in: 0..<strange.count, using: &self)]
    switch Int.random(in: 0..<3, using: &self) {
    case 0: characters.insert(character, at: place)
    case 1: characters.remove(at: place)
    default: characters[place] = character
    }
    return String(characters)
  }
}
