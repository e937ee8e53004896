import Documents
import TestSeeds
import Testing

/// What is written as YAML reads back the same.
@Suite struct WrittenDocumentTests {
  private func document(_ text: String) throws -> DocumentNode {
    try #require(try DocumentNode.documents(of: text, file: "f").first)
  }

  @Test func `kind, name and spec stand first, the rest as it was written`() throws {
    let text = """
      spec:
        zebra: "1.50"   # a comment
        apple: [a, { c: 1.0, b: "02" }]
        none: ~
      name: n
      kind: K
      """
    #expect(
      try document(text).yaml() == """
        kind: K
        name: n
        spec:
          zebra: "1.50"
          apple:
          - a
          - c: 1.0
            b: "02"
          none: null

        """)
  }

  private static let nasty = [
    "true", "1e3", "~", "null", "Null", "0x1F", "012", "", " leading", "trailing ", "a: b", "a:b",
    ": ", "'", "\"", "it's", "say \"hi\"", "#", "a #b", "a# b", "- a", "-", "--- ", "---", "...",
    "? x", "[", "]", "{a}", "&a", "*a", "!t", "%x", "@x", "`x`", "|", ">", "a\nb", "\n", "a\n\nb\n",
    " \n x", "é", "日本", "🧾", "👩🏽‍💻", "\u{FEFF}x", "x\u{FEFF}", "\u{85}", "\u{2028}", "\u{A0}",
    "\u{7F}", "\t", "a\tb", "\u{1}", "\\", "\\n", "<<", "=", "yes", "2026-01-01", ".5",
    "1_000", "e\u{301}", "\u{10FFFF}", "\u{E000}", String(repeating: "long ", count: 2_000),
    String(repeating: "x", count: 30_000), "a\r\nb", "\r", "key: [1, 2]", "? a", "$ref", "a,b",
  ]

  private func text(_ random: inout SeededGenerator) -> String {
    let pieces = Int.random(in: 1...2, using: &random)
    return (0..<pieces).map { _ in Self.nasty.randomElement(using: &random) ?? "" }.joined()
  }

  /// A document as JSON, which says exactly what it holds.
  private func json(_ random: inout SeededGenerator, depth: Int) throws -> String {
    let quoted = { (text: String) in
      text.unicodeScalars.map { scalar in
        let units = String(scalar).utf16.map { unit in
          let digits = String(unit, radix: 16)
          return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }
        return units.joined()
      }.joined()
    }
    switch depth > 0 ? Int.random(in: 0...5, using: &random) : 5 {
    case 0, 1:
      let count = Int.random(in: 0...4, using: &random)
      return try "["
        + (0..<count).map { _ in try json(&random, depth: depth - 1) }
        .joined(separator: ",") + "]"
    case 2, 3, 4:
      var keys: Set<[Unicode.Scalar]> = []
      for _ in 0..<Int.random(in: 0...4, using: &random) {
        keys.insert(Array(text(&random).unicodeScalars))
      }
      // To Swift, texts that differ in their form only are the same.
      let names = Set(keys.map { String(String.UnicodeScalarView($0)) }).sorted()
      return try "{"
        + names.map { "\"\(quoted($0))\":" + (try json(&random, depth: depth - 1)) }
        .joined(separator: ",") + "}"
    default:
      return "\"" + quoted(text(&random)) + "\""
    }
  }

  @Test func `random documents with nasty texts read back the same`() throws {
    var random = SeededGenerator.seeded(for: "documents written as YAML")
    for _ in 0..<300 {
      let body = try json(&random, depth: 4)
      let node = try StoredDocumentReader().document(
        "{\"kind\":\"K\",\"name\":\"n\",\"spec\":{\"x\":\(body)}}", origin: "random")
      let written = try node.yaml()
      let read = try document(written)
      #expect(try read.json() == node.json(), "\(written.prefix(2_000))")
      #expect(try read.yaml() == written)
    }
  }

  @Test(arguments: nasty)
  func `every nasty text reads back the same`(text: String) throws {
    let scalars = text.unicodeScalars.map { scalar in
      let digits = String(scalar.value, radix: 16)
      return "\\U" + String(repeating: "0", count: 8 - digits.count) + digits
    }.joined()
    let node = try document("x: \"\(scalars)\"\ny: [\"\(scalars)\"]\n")
    #expect(try node["x"]?.string().unicodeScalars.elementsEqual(text.unicodeScalars) == true)
    let read = try document(node.yaml())
    #expect(try read["x"]?.string().unicodeScalars.elementsEqual(text.unicodeScalars) == true)
    #expect(try read.json() == node.json())
  }

  @Test func `several documents read back one by one`() throws {
    let texts = ["kind: A\nname: \"---\"\n", "kind: B\nname: x\n"]
    let written = try texts.map { try document($0).yaml() }.joined(separator: "---\n")
    #expect(
      try DocumentNode.documents(of: written, file: "f").map { try $0["kind"]?.string() }
        == ["A", "B"])
  }
}
