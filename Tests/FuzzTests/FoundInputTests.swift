import FuzzTargets
import Testing

/// Inputs that fuzzing found fault with once.
@Suite struct FoundInputTests {
  @Test(arguments: [
    (
      "ndjson",
      "\u{FEFF}"
        + #"{"specversion":"1.0","id":"7f3c","source":"/c/fr1","type":"relevT22:14:03.512Z","#
        + #""subject":"acme","x":[1,{"y":null}],"#
        + #""data":{"sku":"csp:x","resource":"vm","quantity":"1.5","unit":"VM"l}l}}}"#
    ),
    // What is missing at the end was placed on a line behind the last one.
    ("document", "a: 1\nb: {c"),
    // A vertical tab was counted as a line.
    ("document", "a: &a 1\u{B}\u{C}\nb: *a\n? c\n"),
    // Two keys of one text, of which the stored document lost one.
    ("document", "1: a\n'1': b\n"),
    ("document", "? [a]\n: 1\n? [b]\n: 2\n"),
    ("document", "kind: Catalogue\nname: c\n? k"),
    ("map", "dd# fleet\ntime: { column: stop_tie,pro"),
    // An id that no Double holds is given back as it was written.
    ("quote", #"{"id":71e999,"quantity":0,"charge":{"model":"flat","amount":-4.5}}"#),
    // Behind an escape, Foundation loses a byte-order mark.
    (
      "quote",
      #"{"id":"d\u00e9"# + "\u{FEFF}"
        + #"","quantity":0,"charge":{"model":"flat","amount":-4.5}}"#
    ),
    // A line that ends behind a backslash within a text was not counted.
    ("json-cut", "[\"a\\\nb\",\n1]"),
  ])
  func `properties hold`(target: String, input: String) throws {
    let target = try #require(FuzzTarget.all.first { $0.name == target })
    try Array(input.utf8).withUnsafeBytes(target.check)
  }

  /// Found by hand: the parser compares keys by all that they stand for.
  @Test(arguments: ["? *a8\n: 1", "*a8 : 1", "{ *a8 : 1 }", "[ *a8, 1 ]: 1", "- ? [*a8]\n  : 1"])
  func `keys that stand for billions are refused before they are compared`(key: String) throws {
    var text = "a0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n"
    for level in 1...8 {
      let alias = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
      text += "a\(level): &a\(level) [\(alias)]\n"
    }
    let target = try #require(FuzzTarget.all.first { $0.name == "document" })
    try Array((text + "b:\n  " + key.replacing("\n", with: "\n  ")).utf8)
      .withUnsafeBytes(target.check)
  }
}
