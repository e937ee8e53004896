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
    ("document", "kind: Catalogue\nname: c\n? k"),
    ("map", "dd# fleet\ntime: { column: stop_tie,pro"),
  ])
  func `properties hold`(target: String, input: String) throws {
    let target = try #require(FuzzTarget.all.first { $0.name == target })
    try Array(input.utf8).withUnsafeBytes(target.check)
  }
}
