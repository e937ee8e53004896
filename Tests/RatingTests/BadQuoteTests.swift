import Documents
import Rating
import Testing

/// Lines that cannot be priced: a code, the place, what was expected.
@Suite struct BadQuoteTests {
  private func expect(
    _ line: String, _ code: String, _ words: String, id: String? = "b",
    _ location: SourceLocation = #_sourceLocation
  ) throws {
    let answer = try Answer(line)
    #expect(answer.error?.code == code, "\(line)", sourceLocation: location)
    let message = answer.error?.message ?? ""
    #expect(message.hasPrefix("-:7: "), "\(message)", sourceLocation: location)
    #expect(message.contains(words), "\(message)", sourceLocation: location)
    #expect(answer.id == id, sourceLocation: location)
    #expect(answer.amount == nil && answer.lines == nil, sourceLocation: location)
  }

  /// A question with a charge's keys.
  private func charge(_ keys: String) -> String {
    #"{"id":"b","quantity":"1","charge":{\#(keys)}}"#
  }

  /// A question with another quantity and further keys.
  private func question(_ quantity: String, _ more: String = "") -> String {
    #"{"id":"b","quantity":\#(quantity),"charge":{"model":"flat","amount":"1"}\#(more)}"#
  }

  @Test(arguments: [
    "", "x", "[]", "1", "null", #""a""#, "{", "{}{}", "{} x", #"{"id":"b""#, #"{id:"b"}"#,
    #"{"id":"b","quantity":01}"#,
    #"{"a":01}"#, #"{"a":.5}"#, #"{"a":+1}"#, #"{"a":NaN}"#, #"{"a":"\x"}"#, #"{"a":tru}"#,
    #"{"a":"\ud800"}"#, #"{"a":"\u0000"}"#, "{\"a\":\"\u{1}\"}", #"{"a":1,}"#, #"{"a" 1}"#,
    #"{"a":"b":1}"#,
    String(repeating: #"{"a":"#, count: 65) + "1" + String(repeating: "}", count: 65),
    String(repeating: "[", count: 100_000),
  ])
  func `no JSON object`(line: String) throws {
    // An object that does not end is not looked into.
    let id = line.hasSuffix("01}") && line.contains("id") ? "b" : nil
    try expect(line, "invalid_json", "is not one valid JSON object", id: id)
  }

  @Test func `no UTF-8`() throws {
    var quoter = try Quoter(file: "-")
    let line: [UInt8] = Array(#"{"id":""#.utf8) + [0xFF] + Array(#""}"#.utf8)
    let padded = line + [UInt8](repeating: 0, count: JSONLineReader.paddingBytes)
    let isAmount = padded.withUnsafeBufferPointer { bytes in
      quoter.answer(UnsafeBufferPointer(rebasing: bytes[..<line.count]), number: 1)
    }
    #expect(!isAmount)
    let text = String(decoding: quoter.answers, as: UTF8.self)
    #expect(text.hasPrefix(#"{"id":null,"error":{"code":"invalid_json","message":"-:1: is not"#))
  }

  @Test func `keys that are missing, unknown or repeated`() throws {
    try expect("{}", "missing_key", "the key `id` is missing", id: nil)
    try expect(
      #"{"quantity":"1","charge":{"model":"flat","amount":"1"}}"#, "missing_key", "`id`", id: nil)
    try expect(#"{"id":"b"}"#, "missing_key", "`quantity`")
    try expect(#"{"id":"b","quantity":null}"#, "missing_key", "`quantity`")
    try expect(#"{"id":"b","quantity":"1"}"#, "missing_key", "`charge`")
    try expect(charge(#""model":"flat""#), "missing_key", "charge: the key `amount` is missing")
    try expect(question(#""1""#, #","currency":"EUR""#), "unknown_key", "unknown key `currency`")
    try expect(question(#""1""#, #","minor-units":2"#), "unknown_key", "known here: charge, id")
    try expect(
      charge(#""model":"flat","amount":"1","tiers":[]"#), "unknown_key",
      "charge.tiers: unknown key `tiers`")
    try expect(
      charge(#""model":"volume","tiers":[{"unit_price":"1","price":"2"}]"#), "unknown_key",
      "charge.tiers[0].price: unknown key `price`")
    try expect(
      charge(#""model":"flat","amount":"1","amount":"1""#), "duplicate_key",
      "charge: the key `amount` stands more than once")
    try expect(question(#""1""#, #","quantity":"1""#), "duplicate_key", "the key `quantity`")
    try expect(question(#""1""#, #","id":"c""#), "duplicate_key", "the key `id`", id: nil)
    let many = (0..<1000).map { #","k\#($0)":1"# }.joined()
    try expect(question(#""1""#, many + #","k999":1"#), "duplicate_key", "`k999`")
    try expect(question(#""1""#, many), "unknown_key", "`k0`")
  }

  @Test(arguments: [
    (#""-1""#, "invalid_value", "0 or more billed units"),
    ("-0.000000000000000001", "invalid_value", "0 or more billed units"),
    (#""""#, "malformed_number", "not a decimal number"),
    (#"" 1""#, "malformed_number", "not a decimal number"),
    (#""1,5""#, "malformed_number", "not a decimal number"),
    (#""0x10""#, "malformed_number", "not a decimal number"),
    ("true", "malformed_number", "not a decimal number"),
    ("1000000000000000000", "number_out_of_range", "more than 18 digits before the point"),
    ("1e18", "number_out_of_range", "more than 18 digits before the point"),
    (#""0.0000000000000000001""#, "number_out_of_range", "more than 18 digits after the point"),
    ("[1]", "invalid_value", "expected a text, found a list"),
    ("{}", "invalid_value", "expected a text, found a mapping"),
  ])
  func `quantities`(quantity: String, code: String, words: String) throws {
    try expect(question(quantity), code, "quantity: ")
    try expect(question(quantity), code, words)
  }

  @Test(arguments: [
    ("10", "0 to 9"), ("-1", "0 to 9"), ("2.0", "0 to 9"), (#""two""#, "0 to 9"),
    ("99999999999999999999", "0 to 9"), ("[]", "a text"), ("true", "0 to 9"),
  ])
  func `minor units`(digits: String, words: String) throws {
    try expect(question("1", #","minor_units":\#(digits)"#), "invalid_value", words)
  }

  @Test func `minor units may be left out, null or a text`() throws {
    #expect(try Answer(question("1")).amount == "1.00")
    #expect(try Answer(question("1", #","minor_units":null"#)).amount == "1.00")
    #expect(try Answer(question("1", #","minor_units":"3""#)).amount == "1.000")
  }

  @Test(arguments: [
    (#""model":"tiered""#, "invalid_value", "one of flat, per_unit, graduated, volume, package"),
    (#""model":5"#, "invalid_value", "charge.model: expected one of flat"),
    (#""model":"per_unit","unit_price":"x""#, "malformed_number", "charge.unit_price: found"),
    (
      #""model":"per_unit","unit_price":1000000000000"#, "number_out_of_range",
      "more than 12 digits before the point"
    ),
    (
      #""model":"per_unit","unit_price":0.0000000001"#, "number_out_of_range",
      "more than 9 digits after the point"
    ),
    (#""model":"graduated","tiers":[]"#, "invalid_value", "charge.tiers: expected at least one"),
    (#""model":"graduated","tiers":{}"#, "invalid_value", "charge.tiers: expected a list"),
    (
      #""model":"volume","tiers":[{"up_to":"1","unit_price":"1"}]"#, "invalid_value",
      "charge.tiers[0]: the last tier, and only the last, is open"
    ),
    (
      #""model":"volume","tiers":[{"unit_price":"1"},{"unit_price":"1"}]"#, "invalid_value",
      "charge.tiers[0]: the last tier"
    ),
    (
      #""model":"graduated","tiers":[{"up_to":2,"unit_price":1},{"up_to":2.0,"unit_price":1},"#
        + #"{"unit_price":1}]"#, "invalid_value", "charge.tiers[1]: `up_to` must rise"
    ),
    (
      #""model":"graduated","tiers":[{"up_to":0,"unit_price":1},{"unit_price":1}]"#,
      "invalid_value", "charge.tiers[0]: `up_to` must rise from tier to tier, from above 0"
    ),
    (#""model":"package","size":0,"price":1"#, "invalid_value", "charge.size: expected a number"),
    (#""model":"package","size":"-1","price":1"#, "invalid_value", "above 0"),
    (
      #""model":"flat","amount":1,"included":-1"#, "invalid_value",
      "charge.included: expected 0 or more"
    ),
    (
      #""model":"flat","amount":1,"minimum":2,"maximum":1.99"#, "invalid_value",
      "charge: the maximum 1.99 is below the minimum 2"
    ),
  ])
  func `charges`(keys: String, code: String, words: String) throws {
    try expect(charge(keys), code, words)
  }

  @Test func `a charge that is none`() throws {
    for value in ["[]", #""flat""#, "1"] {
      try expect(
        #"{"id":"b","quantity":"1","charge":\#(value)}"#, "invalid_value",
        "charge: expected a mapping of keys to values")
    }
  }

  @Test(arguments: ["true", "{}", "[]", "null"])
  func `an id that is neither text nor number`(id: String) throws {
    let line = #"{"id":\#(id),"quantity":"1","charge":{"model":"flat","amount":"1"}}"#
    let code = id == "null" ? "missing_key" : "invalid_value"
    try expect(line, code, id == "null" ? "`id`" : "id: expected a text", id: nil)
  }
}
