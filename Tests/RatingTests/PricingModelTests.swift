import BigInt
import Catalogue
import Decimals
import Documents
import PricingModel
import TestSeeds
import Testing

/// Random questions, judged by `ModelPrice`: integers without bounds.
@Suite struct PricingModelTests {
  @Test func `every charge prices as the model does`() throws {
    var random = SeededGenerator.seeded(for: "charges")
    var refused = 0
    for _ in 0..<20_000 {
      let question = RandomQuestion(&random)
      let model = ModelPrice(
        of: try DecimalNumber(question.quantity, limits: .quantity),
        by: try charge(question.charge))
      let answer = try Answer(question.line)
      let comment = Comment(rawValue: "\(question.line)\n\(answer)")
      let rounded = model.rounded(to: question.minorDigits)
      guard rounded.magnitude <= BigUInt(Int128.max) else {
        refused += 1
        #expect(answer.error?.code == "number_overflow", comment)
        continue
      }
      #expect(answer.amount == plain(rounded, question.minorDigits), comment)
      #expect(try whole(answer.unrounded) == model.amount, comment)
      // The lines add up to the amount, where nothing bounds it.
      guard !question.charge.contains("imum") else { continue }
      let sum = try answer.lines?.reduce(0) { try $0 + whole($1.amount) }
      #expect(sum == model.amount, comment)
    }
    #expect(refused > 0)
  }

  /// An amount of whole minor units, with its digits.
  private func plain(_ number: BigInt, _ digits: Int) -> String {
    let text = String(number.magnitude)
    let padded = String(repeating: "0", count: max(digits + 1 - text.count, 0)) + text
    return (number < 0 ? "-" : "") + padded.dropLast(digits)
      + (digits > 0 ? "." + padded.suffix(digits) : "")
  }

  /// A number in units of 10^-27; without trailing zeros, as exact amounts are written.
  private func whole(_ text: String?) throws -> BigInt {
    let parts = try #require(text).split(separator: ".")
    let fraction = parts.count > 1 ? parts[1] : ""
    try #require(parts.count == 1 || (parts.count == 2 && !fraction.hasSuffix("0")))
    let zeros = String(repeating: "0", count: 27 - fraction.count)
    return try #require(BigInt(parts[0] + fraction + zeros))
  }
}
