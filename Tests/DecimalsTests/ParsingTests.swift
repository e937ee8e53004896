import Decimals
import Testing

@Suite struct ParsingTests {
  @Test(arguments: [
    ("0", "0"), ("-0", "0"), ("-0.00", "0.00"), ("007", "7"), ("-12", "-12"),
    ("12.00", "12.00"), ("0.05", "0.05"), ("-0.05", "-0.05"), ("00.50", "0.50"),
    ("1e3", "1000"), ("1E3", "1000"), ("1e+3", "1000"), ("1.5e3", "1500"), ("1e-3", "0.001"),
    ("15e-1", "1.5"), ("1.50e1", "15.0"), ("0e999", "0"), ("0.00e1", "0.0"), ("1e00", "1"),
    ("999999999999999999", "999999999999999999"), ("1e17", "100000000000000000"),
    ("0.000000000000000001", "0.000000000000000001"), ("1e-18", "0.000000000000000001"),
    (
      "-999999999999999999.999999999999999999", "-999999999999999999.999999999999999999"
    ),
    ("000000000000000000000000000000000000000001", "1"),
  ])
  func `reads a quantity and keeps its scale`(text: String, printed: String) throws {
    #expect(try DecimalNumber(text, limits: .quantity).description == printed)
  }

  @Test(arguments: [
    "", "-", ".", ".5", "5.", "-.5", "+5", "--5", "1 2", " 1", "1 ", "1,5", "1_000", "0x10",
    "1e", "1e+", "1e-", "1e1.5", "1e1e1", "1.2.3", "1.e3", "e3", "1-", "12abc", "NaN", "inf",
    "٣", "１２", "1٣", "1\u{0}", "\u{FEFF}1", "−5", "1e٣", "½",
  ])
  func `refuses what is no number`(text: String) {
    #expect(throws: DecimalError.malformed) { try DecimalNumber(text, limits: .quantity) }
  }

  @Test(arguments: [
    "1000000000000000000", "1e18", "0.1e19", "1e999", "-1e999", "9e99999999999999999999",
    String(repeating: "9", count: 40), "1" + String(repeating: "0", count: 39),
  ])
  func `refuses more than 18 integer digits of a quantity`(text: String) {
    #expect(throws: DecimalError.tooManyIntegerDigits(limit: 18)) {
      try DecimalNumber(text, limits: .quantity)
    }
  }

  @Test(arguments: [
    "0.0000000000000000001", "0.0000000000000000000", "1e-19", "0e-19", "1e-999",
    "1e-99999999999999999999", "1." + String(repeating: "9", count: 40),
  ])
  func `refuses more than 18 fraction digits of a quantity`(text: String) {
    #expect(throws: DecimalError.tooManyFractionDigits(limit: 18)) {
      try DecimalNumber(text, limits: .quantity)
    }
  }

  @Test func `a price has 12 integer and 9 fraction digits`() throws {
    let largest = "999999999999.999999999"
    #expect(try DecimalNumber(largest, limits: .price).description == largest)
    #expect(throws: DecimalError.tooManyIntegerDigits(limit: 12)) {
      try DecimalNumber("1000000000000", limits: .price)
    }
    #expect(throws: DecimalError.tooManyFractionDigits(limit: 9)) {
      try DecimalNumber("0.0000000001", limits: .price)
    }
  }

  @Test func `an exponent beyond every limit is never taken for a smaller one`() {
    let zeros = String(repeating: "0", count: 10_000)
    #expect(throws: DecimalError.tooManyIntegerDigits(limit: 18)) {
      try DecimalNumber("0.\(zeros)1e20020", limits: .quantity)
    }
  }

  @Test func `reads bytes that are no valid text without trapping`() {
    for byte in UInt8.min...UInt8.max where !(48...57).contains(byte) {
      #expect(throws: DecimalError.malformed) {
        try [49, byte].withUnsafeBufferPointer { bytes in
          try DecimalNumber(parsing: bytes, limits: .quantity)
        }
      }
    }
  }
}
