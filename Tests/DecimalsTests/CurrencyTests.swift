import Decimals
import Testing

@Suite struct CurrencyTests {
  @Test(arguments: [
    ("EUR", 2), ("USD", 2), ("GBP", 2), ("CHF", 2), ("MAD", 2), ("JPY", 0), ("KRW", 0),
    ("XAF", 0), ("XOF", 0), ("XPF", 0), ("CLP", 0), ("UYI", 0), ("KWD", 3), ("TND", 3),
    ("CLF", 4), ("UYW", 4),
  ])
  func `knows the minor unit of ISO 4217`(code: String, minorDigits: Int) throws {
    let currency = try #require(Currency(code: code))
    #expect(currency.minorDigits == minorDigits)
    #expect(currency.code == code)
  }

  @Test(arguments: ["", "EU", "EURO", "eur", "E1R", "ÉUR", "EU ", "€"])
  func `refuses what is no code`(text: String) {
    #expect(Currency(code: text) == nil)
  }
}

@Suite struct DecimalErrorTests {
  @Test func `codes are stable and messages name the limit`() {
    #expect(DecimalError.malformed.code == "malformed_number")
    #expect(DecimalError.tooManyIntegerDigits(limit: 12).code == "number_out_of_range")
    #expect(DecimalError.tooManyFractionDigits(limit: 9).code == "number_out_of_range")
    #expect(DecimalError.overflow.code == "number_overflow")
    #expect("\(DecimalError.tooManyIntegerDigits(limit: 12))".contains("12 digits before"))
    #expect("\(DecimalError.tooManyFractionDigits(limit: 9))".contains("9 digits after"))
    #expect("\(DecimalError.malformed)".contains("-0.25"))
    #expect("\(DecimalError.overflow)".contains("too large"))
  }
}
