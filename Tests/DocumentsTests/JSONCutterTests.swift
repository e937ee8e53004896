import Documents
import Testing

@Suite struct JSONCutterTests {
  /// The pieces of a text, each with its line and key, and how it ends.
  private func pieces(_ text: String, inside: Bool = false) -> [String] {
    Array(text.utf8).withUnsafeBufferPointer { bytes in
      func string(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
      var cutter = JSONCutter(bytes)
      if inside, let rest = cutter.rest() { cutter = JSONCutter(bytes, in: rest) }
      var pieces: [String] = []
      while true {
        switch cutter.next() {
        case .piece(let piece, let key):
          pieces.append("\(piece.line) \(key.map { string($0) + ":" } ?? "")\(string(piece.range))")
        case .end: return pieces
        case .broken(let line, let problem): return pieces + ["\(line) broken, \(problem)"]
        }
      }
    }
  }

  @Test(arguments: [
    ("", []), (" \n ", []), ("{}\n[1]", ["1 {}", "2 [1]"]),
    ("1 \"a b\"\n\ntrue", ["1 1", "1 \"a b\"", "3 true"]),
    ("{\"a\":\"}\"}{", ["1 {\"a\":\"}\"}", "1 broken, what begins here has no end"]),
    ("\n}", ["2 broken, a value is missing"]),
  ])
  func `a text is cut into its values`(text: String, expected: [String]) {
    #expect(pieces(text) == expected)
  }

  @Test(arguments: [
    ("[]", []),
    (
      "[\n1,\n{\"a\":[\n\"]\",{}]}\n,\"\\\"]\"]\n",
      ["2 1", "3 {\"a\":[\n\"]\",{}]}", "5 \"\\\"]\""]
    ),
    ("[1 2]", ["1 1", "1 broken, a comma is missing"]),
    ("[1,]", ["1 1", "1 broken, a value is missing"]),
    ("[,1]", ["1 broken, a value is missing"]),
    ("[1", ["1 1", "1 broken, a comma is missing"]),
    ("[1]\n2", ["1 1", "2 broken, something stands behind the end"]),
    ("[[1,\n2", ["1 broken, what begins here has no end"]),
    ("{}", []),
    ("{\"a\" : 1,\n\"b\\\"\":[2]}", ["1 \"a\":1", "2 \"b\\\"\":[2]"]),
    ("{a:1}", ["1 broken, a key in quotes is missing"]),
    ("{\"a\" 1}", ["1 broken, a colon is missing"]),
    ("{\"a\":}", ["1 broken, a value is missing"]),
    ("{\"a\":1,}", ["1 \"a\":1", "1 broken, a key in quotes is missing"]),
  ])
  func `a list is cut into its items, an object into its members`(
    text: String, expected: [String]
  ) {
    #expect(pieces(text, inside: true) == expected)
  }
}
