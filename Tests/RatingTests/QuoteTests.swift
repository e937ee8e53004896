import Testing

/// What `quote` answers; its charges are those of price lists (see the tests of each model).
@Suite struct QuoteTests {
  @Test func `an answer has the amount, exact and rounded, and how it comes about`() throws {
    let question = """
      {"id":"q-1","quantity":"12.50","charge":{"model":"graduated","tiers":[\
      {"up_to":"10","unit_price":"0.905","flat":"1.50"},{"unit_price":"0.70"}]},"minor_units":2}
      """
    // 10 × 0.905 + 1.50 + 2.5 × 0.70 = 12.3
    #expect(
      try Answer.text(question) == """
        {"id":"q-1","amount":"12.30","unrounded":"12.3","lines":[\
        {"quantity":"10","unit_price":"0.905","flat":"1.50","amount":"10.55"},\
        {"quantity":"2.5","unit_price":"0.70","flat":null,"amount":"1.75"}]}

        """)
  }

  @Test func `what is due whatever the quantity has neither quantity nor price`() throws {
    let question = #"{"id":"f","quantity":"3","charge":{"model":"flat","amount":"49.90"}}"#
    #expect(
      try Answer.text(question) == """
        {"id":"f","amount":"49.90","unrounded":"49.9","lines":[\
        {"quantity":null,"unit_price":null,"flat":"49.90","amount":"49.9"}]}

        """)
  }

  @Test(arguments: [
    ("2.5", "0", "3", "2.5"), ("3.5", "0", "4", "3.5"), ("-2.5", "0", "-3", "-2.5"),
    ("0.005", "2", "0.01", "0.005"), ("0.015", "2", "0.02", "0.015"),
    ("0.025", "2", "0.03", "0.025"), ("-0.025", "2", "-0.03", "-0.025"),
    ("0.0049", "2", "0.00", "0.0049"), ("-0.0049", "2", "0.00", "-0.0049"),
    ("0.0005", "3", "0.001", "0.0005"), ("1.0025", "3", "1.003", "1.0025"),
    ("7", "3", "7.000", "7"), ("7", "0", "7", "7"), ("0", "3", "0.000", "0"),
    ("0.123456789", "9", "0.123456789", "0.123456789"),
  ])
  func `the amount has the digits that were asked for, half away from zero`(
    price: String, digits: String, amount: String, unrounded: String
  ) throws {
    let question = """
      {"id":"x","quantity":"1","charge":{"model":"per_unit","unit_price":"\(price)"},\
      "minor_units":\(digits)}
      """
    let answer = try Answer(question)
    #expect(answer.amount == amount)
    #expect(answer.unrounded == unrounded)
  }

  @Test(arguments: [
    (#""quantity":"2""#, #""unit_price":"12.00""#, "24.00"),
    (#""quantity":2"#, #""unit_price":12.00"#, "24.00"),
    (#""quantity":2e0"#, #""unit_price":1.2E+1"#, "24.00"),
    (#""quantity":"1e-2""#, #""unit_price":"12""#, "0.12"),
    // A Double would make 0.1 × 3 of it, or lose the last digits.
    (#""quantity":0.1"#, #""unit_price":3"#, "0.30"),
    (
      #""quantity":999999999999999999.999999999999999999"#, #""unit_price":1"#,
      "1000000000000000000.00"
    ),
    (#""quantity":123456789012345678"#, #""unit_price":0.000000001"#, "123456789.01"),
  ])
  func `numbers are texts or numbers, and read from their characters`(
    quantity: String, price: String, amount: String
  ) throws {
    let answer = try Answer(#"{"id":"n",\#(quantity),"charge":{"model":"per_unit",\#(price)}}"#)
    #expect(answer.amount == amount)
  }

  @Test(arguments: [
    (#""a""#, #""a""#), (#""""#, #""""#), ("17", "17"), ("-1.50e3", "-1.50e3"),
    (#""é \u00e9 😀""#, #""é é 😀""#), (#""a\"b\\c\/d""#, #""a\"b\\c/d""#),
    (#""tab\tline\nbell\u0007""#, #""tab\tline\nbell\u0007""#),
    ("123456789012345678901234567890", "123456789012345678901234567890"),
  ])
  func `the id is given back, a text or a number`(id: String, written: String) throws {
    let question = #"{"id":\#(id),"quantity":"1","charge":{"model":"flat","amount":"1"}}"#
    #expect(try Answer.text(question).hasPrefix(#"{"id":\#(written),"amount":"#))
    // Also where the rest is wrong, and where the id stands behind it.
    let wrong = #"{"quantity":"x","charge":{"id":"no"},"id":\#(id)}"#
    #expect(try Answer.text(wrong).hasPrefix(#"{"id":\#(written),"error":"#))
  }

  @Test func `keys come in any order, with white space`() throws {
    let question = """
       { "minor_units" : 0 , "charge" : { "unit_price" : "2.5" ,
      "model" : "per_unit" , "included" : null } ,\t"quantity" : "1" , "id" : "w" }\u{20}
      """
    #expect(try Answer(question.replacing("\n", with: "\r")).amount == "3")
  }

  @Test func `the largest amounts are held, and one more digit is an error`() throws {
    let question = { (digits: Int) in
      """
      {"id":"big","quantity":"999999999999999999","minor_units":\(digits),\
      "charge":{"model":"per_unit","unit_price":"999999999999"}}
      """
    }
    // (10^18 - 1) × (10^12 - 1)
    let amount = "999999999998999999000000000001"
    #expect(try Answer(question(2)).amount == amount + ".00")
    #expect(try Answer(question(8)).amount == amount + ".00000000")
    let answer = try Answer(question(9))
    #expect(answer.amount == nil)
    #expect(answer.error?.code == "number_overflow")
    let packages = try Answer(
      """
      {"id":"p","quantity":"999999999999999999","charge":\
      {"model":"package","size":"0.000000000000000001","price":"999999999999"}}
      """)
    #expect(packages.error?.code == "number_overflow")
    #expect(packages.error?.message.contains("too large") == true)
  }
}
