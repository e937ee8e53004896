import Decimals
import Rating
import Testing

/// An amount divided among shares.
@Suite struct AllotmentTests {
  private func number(_ text: String) throws -> DecimalNumber {
    try DecimalNumber(text, limits: .quantity)
  }

  @Test(arguments: [
    ("10.00", ["1", "1", "1"], ["3.34", "3.33", "3.33"]),
    ("0.05", ["1", "3"], ["0.01", "0.04"]),
    ("-10.00", ["1", "1", "1"], ["-3.34", "-3.33", "-3.33"]),
    ("7.00", ["0", "2.5"], ["0.00", "7.00"]),
    ("7.00", ["0", "0"], ["0", "0"]),
    // Shares of both signs: what is below the sum's sign gets a part of the other sign.
    ("1.00", ["3", "-1"], ["1.50", "-0.50"]),
    ("0.01", ["2", "-1"], ["0.02", "-0.01"]),
    ("-1.00", ["3", "-1"], ["-1.50", "0.50"]),
    ("-1.00", ["-3", "1"], ["-1.50", "0.50"]),
    ("1.00", ["4", "-1", "0"], ["1.33", "-0.33", "0.00"]),
    ("1.00", ["5", "-1", "-1"], ["1.67", "-0.33", "-0.34"]),
    ("1.00", ["1", "-1"], ["0", "0"]),
  ])
  func `parts add up to the amount, by largest remainder`(
    amount: String, shares: [String], parts: [String]
  ) throws {
    let found = try Allotment.parts(of: number(amount), among: shares.map(number))
    #expect(found == (try parts.map(number)), "\(found)")
  }

  @Test func `shares that leave next to nothing of each other are refused, not trapped`() throws {
    let large = try number("999999999999999999.999999999999999999")
    let shares = [large, try number("-999999999999999999.999999999999999998")]
    #expect(throws: DecimalError.overflow) {
      try Allotment.parts(of: large, among: shares)
    }
  }
}
