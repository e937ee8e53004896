import Decimals
import Documents
import Testing

@Suite struct YAMLReadingTests {
  @Test func `several documents, empty ones left out`() throws {
    let nodes = try DocumentNode.documents(of: "a: 1\n---\n---\nb: 2\n", file: "f.yaml")
    #expect(try nodes.map { try $0.mapping().node.line } == [1, 4])
  }

  @Test func `a byte-order mark is allowed`() throws {
    let nodes = try DocumentNode.documents(of: "\u{FEFF}a: 1\n", file: "f.yaml")
    #expect(try nodes.first?["a"]?.string() == "1")
  }

  @Test func `scalars keep their characters`() throws {
    let text = "price: 12.00\nlarge: 123456789012345678901\nquoted: \"~\"\nnothing: ~\n"
    let node = try #require(try DocumentNode.documents(of: text, file: "f").first)
    #expect(try node["price"]?.string() == "12.00")
    #expect(try node["price"]?.decimal(.price).description == "12.00")
    #expect(try node["large"]?.string() == "123456789012345678901")
    #expect(try node["quoted"]?.string() == "~")
    #expect(node["nothing"]?.isAbsent == true)
  }

  @Test func `an unknown key is named with file, line and path`() {
    let text = "spec:\n  known: 1\n  list:\n    - { knwon: 2 }\n"
    let error = documentError(text) { node throws(DocumentError) in
      guard var item = try node["spec"]?["list"]?.list()[0].mapping() else { return }
      _ = item.optional("known")
      try item.finish()
    }
    #expect(error?.code == .unknownKey)
    #expect(
      error?.description
        == "f.yaml:4: spec.list[0].knwon: unknown key `knwon`; known here: known")
  }

  @Test(arguments: [
    ("a: [1, 2\nb: 3\n", DocumentError.Code.invalidYAML, 2),
    ("a: 1\nb: 2\na: 3\n", .invalidYAML, 1),
    ("a: *nobody\n", .invalidYAML, 1),
    ("\ta: 1\n", .invalidYAML, 1),
  ])
  func `broken YAML names its line`(text: String, code: DocumentError.Code, line: Int) {
    let error = documentError(text)
    #expect(error?.code == code)
    #expect(error?.line == line)
  }

  @Test func `anchors that stand for billions are refused`() {
    var text = "a0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n"
    for level in 1...9 {
      let alias = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
      text += "a\(level): &a\(level) [\(alias)]\n"
    }
    #expect(documentError(text)?.code == .documentTooLarge)
  }

  @Test func `deep nesting is refused`() {
    let text = String(repeating: "[", count: 100) + String(repeating: "]", count: 100)
    #expect(documentError(text)?.code == .documentTooLarge)
  }

  @Test func `a file that is not there is named`() {
    #expect {
      try DocumentNode.documents(ofFile: "/nowhere/at-all.yaml")
    } throws: { error in
      "\(error)" == "/nowhere/at-all.yaml: cannot be read: No such file or directory"
    }
  }

  @Test(arguments: [
    ("x: 1e99", "decimal"), ("x: 2026-02-30", "date"), ("x: maybe", "boolean"),
    ("x: Paris", "zone"), ("x: 400", "integer"), ("x: \"a\\u0007b\"", "name"), ("x: ''", "name"),
  ])
  func `a wrong value names what was expected`(text: String, type: String) {
    let error = documentError(text) { node throws(DocumentError) in
      guard let value = node["x"] else { return }
      switch type {
      case "decimal": _ = try value.decimal(.price)
      case "date": _ = try value.date()
      case "boolean": _ = try value.boolean()
      case "zone": _ = try value.zone()
      case "integer": _ = try value.integer(in: 0...365)
      default: _ = try value.name()
      }
    }
    #expect(error?.code == .invalidValue)
    #expect(error?.key == "x")
    #expect(error?.line == 1)
  }
}
