import Documents
import Testing

@Suite struct StoredDocumentTests {
  @Test func `layout, quoting and comments do not change what is stored`() throws {
    let one = "# a comment\nb: '2'\na: [x, {c: 1.0, d: ~}]\n"
    let other = "a:\n- x\n- c: \"1.0\"\nb: 2\n"
    let stored = try [one, other].map { text in
      try DocumentNode.documents(of: text, file: "f").map { try $0.json() }
    }
    #expect(stored[0] == stored[1])
    #expect(stored[0] == [#"{"a":["x",{"c":"1.0"}],"b":"2"}"#])
  }

  @Test func `what was stored reads back`() throws {
    let json = #"{"a":["x",{"c":"1.0"}],"b":"été/\"q\"","e":{}}"#
    let node = try StoredDocumentReader().document(json, origin: "stored")
    #expect(try node.json() == json)
    #expect(try node["a"]?.list()[1]["c"]?.key == "a[1].c")
  }

  @Test func `what cannot be read back is not written`() throws {
    let error = #expect(throws: DocumentError.self) {
      try DocumentNode.documents(of: "a: 1\nb: \"x\\0y\"\n", file: "f")
    }
    #expect(error?.code == .invalidYAML)
    #expect(error?.line == 2)
    #expect(throws: DocumentError.self) {
      try StoredDocumentReader().document("{\"a\":", origin: "stored")
    }
  }
}
