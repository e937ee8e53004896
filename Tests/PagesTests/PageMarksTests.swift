import Testing

@testable import Pages

/// Marks say of all that is drawn whether it belongs to the structure.
@Suite struct PageMarksTests {
  private let structure = StructureTree()

  private func marked(
    _ content: String, _ elements: [StructureTree.Element?]
  ) throws -> String {
    let bytes = Array(content.utf8)
    return try bytes.withUnsafeBufferPointer {
      String(decoding: try PageMarks.marking($0, elements), as: UTF8.self)
    }
  }

  @Test func `marks take the place of signs, and those of elements are numbered`() throws {
    let content =
      "q\n0 0 1 1 re f\nBT ET\n0 g 0 0 1 1 re f\n5 5 1 1 re f\n0 0 1 1 re f\n0 0 1 1 re f\nQ"
    #expect(
      try marked(content, [structure.root, nil, structure.root]) == """
        q
        /P << /MCID 0 >> BDC
        BT ET
        0 g EMC
        /Artifact BMC
        5 5 1 1 re f
        EMC
        /P << /MCID 1 >> BDC
        EMC
        Q
        """)
  }

  @Test func `a page on which nothing is drawn has no marks`() throws {
    #expect(try marked("q\n0 0 1 1 re f\nQ", []) == "q\nQ")
  }

  @Test(arguments: [
    "(0 0 1 1 re f\n) Tj", "(a (b 0 0 1 1 re f\n) c) Tj", "(a \\) 0 0 1 1 re f\n) Tj",
    "(\\\\\\( 0 0 1 1 re f\n) Tj", "10 0 1 1 re f\n", "3.0 0 1 1 re f\n", "-0 0 1 1 re f\n",
  ])
  func `what looks like a sign is none`(text: String) throws {
    #expect(try marked("\(text)\n0 0 1 1 re f\n", []) == "\(text)\n")
  }

  @Test(arguments: [
    ("", 0), ("0 0 1 1 re f\n", 1), ("0 0 1 1 re f\n0 0 1 1 re f\n", 0), ("(0 0 1 1 re f\n", 0),
    ("0 0 1 1 re f\n0 0 1 1 re f\n0 0 1 1 re f\n0 0 1 1 re f\n", 2),
  ])
  func `signs that are no longer where they were drawn are told`(content: String, count: Int) {
    #expect(throws: PDFError.self) {
      try marked(content, Array(repeating: structure.root, count: count))
    }
  }

  @Test func `a page has no other marks than elements and artifacts, and no signs`() throws {
    var flow = PageFlow(fonts: try PageFonts())
    let paragraph = flow.structure.add(.paragraph, to: flow.structure.root)
    flow.place(TypesetText("Total", TextStyle(8), fonts: flow.fonts), x: 48, paragraph)
    flow.place { canvas in canvas.drawArtifact { canvas.rule(from: 0, to: 9, y: 9, .rule) } }
    flow.breakPage()
    flow.place(TypesetText("Again", TextStyle(8), fonts: flow.fonts), x: 48, paragraph)
    let canvas = flow.drawn { canvas, _, _ in
      canvas.drawArtifact { canvas.rule(from: 0, to: 9, y: 99, .rule) }
    }
    let facts = DocumentFacts(title: "t", author: "a", language: "fr", date: nil)
    let objects = try QPDFObjects(ArchivedPDF(canvas, facts).bytes())
    var marks: [[String]] = []
    for page in 0..<2 {
      try objects.edit(objects.value("/Contents", of: objects.page(page))) { bytes in
        let content = String(decoding: bytes, as: UTF8.self)
        marks.append(content.matches(of: /\/(\w+)(?: <<[^>]*>>)? B[MD]C/).map { String($0.1) })
        #expect(!content.contains("\n0 0 1 1 re"))
        #expect(content.matches(of: /EMC/).count == marks[page].count)
        return Array(bytes)
      }
    }
    #expect(marks == [["P", "Artifact", "Artifact"], ["P", "Artifact"]])
  }
}
