import Catalogue
import Reports
import Testing

@Suite struct NumberStyleTests {
  @Test(arguments: [
    ("0", "0", "0"), ("999", "999", "999"), ("1000", "1\u{202F}000", "1,000"),
    ("1234567.50", "1\u{202F}234\u{202F}567,50", "1,234,567.50"),
    ("-1234.5", "-1\u{202F}234,5", "-1,234.5"), ("0.000001", "0,000001", "0.000001"),
  ])
  func `numbers keep every digit`(number: String, french: String, english: String) {
    #expect(NumberStyle(.french).text(number) == french)
    #expect(NumberStyle(.english).text(number) == english)
  }

  @Test func `amounts, dates and periods in both languages`() {
    let (french, english) = (NumberStyle(.french), NumberStyle(.english))
    #expect(french.amount("1234.50", currency: "EUR") == "1\u{202F}234,50\u{A0}€")
    #expect(english.amount("-1234.50", currency: "EUR") == "-€1,234.50")
    #expect(english.amount("1234.50", currency: "CHF") == "CHF\u{A0}1,234.50")
    #expect(french.date("2024-10-03") == "03/10/2024")
    #expect(english.date("2024-10-03") == "3 October 2024")
    #expect(french.period("2024-08") == "août 2024")
    #expect(english.period("2024-08") == "August 2024")
  }
}
