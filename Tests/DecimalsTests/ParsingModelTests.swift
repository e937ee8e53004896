import BigInt
import Decimals
import TestSeeds
import Testing

/// The grammar of the contract as an expression, and its value by integers without bounds.
private struct ParsingModel {
  let limits: DecimalNumber.Limits

  /// Whole digits and scale of a text, or the code of its error.
  func read(_ text: String) -> Result<(coefficient: BigInt, scale: Int), ModelError> {
    let grammar = /(-?)([0-9]+)(?:\.([0-9]+))?(?:[eE]([+-]?[0-9]+))?/
    guard let parts = text.wholeMatch(of: grammar)?.output else {
      return .failure(ModelError(code: "malformed_number"))
    }
    let fraction = parts.3.map(String.init) ?? ""
    guard let digits = BigInt(parts.2 + fraction) else {
      return .failure(ModelError(code: "malformed_number"))
    }
    // No text here has 100 digits: an exponent beyond them decides the outcome by its sign alone.
    let written = parts.4.map(String.init) ?? "0"
    let beyond = written.hasPrefix("-") ? -100 : 100
    let exponent = max(-100, min(Int(written) ?? beyond, 100))
    let scale = fraction.count - exponent
    let whole = digits * ExactNumber.powerOfTen(max(-scale, 0))
    let bound = ExactNumber.powerOfTen(limits.integerDigits + max(scale, 0))
    guard scale <= limits.fractionDigits, whole < bound else {
      return .failure(ModelError(code: "number_out_of_range"))
    }
    return .success((parts.1.isEmpty ? whole : -whole, max(scale, 0)))
  }
}

private struct ModelError: Error { let code: String }

@Suite struct ParsingModelTests {
  @Test(arguments: [true, false])
  func `reads random texts as the grammar says`(isPrice: Bool) {
    var random = SeededGenerator.seeded(for: "parsing, prices: \(isPrice)")
    let limits: DecimalNumber.Limits = isPrice ? .price : .quantity
    let model = ParsingModel(limits: limits)
    var accepted = 0
    for _ in 0..<10_000 {
      let text = random.numberText()
      switch (model.read(text), Result { try DecimalNumber(text, limits: limits) }) {
      case (.success(let expected), .success(let number)):
        accepted += 1
        #expect(BigInt(number.coefficient) == expected.coefficient, "\(text)")
        #expect(number.scale == expected.scale, "\(text)")
      case (.failure(let expected), .failure(let error)):
        #expect((error as? DecimalError)?.code == expected.code, "\(text)")
      case (let expected, let result):
        Issue.record("\(text): expected \(expected), read \(result)")
      }
    }
    #expect(accepted > 1000, "too few of the random texts are numbers")
  }

  @Test func `what is printed is read back with its scale`() throws {
    var random = SeededGenerator.seeded(for: "printing")
    for _ in 0..<20_000 {
      let shift = Int.random(in: 0...59, using: &random)
      let coefficient = Int128(Int64.random(in: .min ... .max, using: &random) >> shift)
      let scale = Int.random(in: (coefficient.magnitude < 1_000_000 ? 0 : 1)...18, using: &random)
      let number = DecimalNumber(coefficient: coefficient, scale: scale)
      let again = try DecimalNumber(number.description, limits: .quantity)
      #expect(again.coefficient == coefficient && again.scale == scale, "\(number)")
    }
  }

  @Test func `the bytes are those of the plain number`() {
    var random = SeededGenerator.seeded(for: "plain bytes")
    for _ in 0..<20_000 {
      let number = random.decimalNumber()
      for number in [number, DecimalNumber(coefficient: number.coefficient >> 90, scale: 3)] {
        let text = number.withPlainBytes { String(decoding: $0, as: UTF8.self) }
        #expect(text == number.plain)
      }
    }
  }

  @Test func `prints as the digits say`() {
    var random = SeededGenerator.seeded(for: "description")
    for _ in 0..<10_000 {
      let number = random.decimalNumber()
      let digits = number.description.filter { $0 != "." }
      let fraction = number.description.split(separator: ".").dropFirst().first ?? ""
      #expect(BigInt(digits) == BigInt(number.coefficient))
      #expect(fraction.count == number.scale)
      #expect(!number.plain.contains(".") || !number.plain.hasSuffix("0"), "\(number)")
      #expect(ExactNumber(number.normalised) == ExactNumber(number))
    }
  }
}
