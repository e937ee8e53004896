import Testing

@testable import Pages

/// What is not read aloud is marked as such, and nothing else is.
@Suite struct ArtifactMarksTests {
  private func marked(_ content: String) -> String {
    let bytes = Array(content.utf8)
    return String(decoding: bytes.withUnsafeBufferPointer(ArtifactMarks.marking), as: UTF8.self)
  }

  @Test func `a mark without structure becomes an artifact, and the others stay`() {
    #expect(
      marked("/P << /MCID 0 >> BDC\nBT ET\nEMC\n/NonStruct << /MCID 1 >> BDC\n0 0 1 1 re f\nEMC")
        == "/P << /MCID 0 >> BDC\nBT ET\nEMC\n/Artifact BMC\n0 0 1 1 re f\nEMC")
  }

  @Test(arguments: [
    "(/NonStruct << /MCID 1 >> BDC) Tj", "(a (b /NonStruct << ) BDC) Tj",
    "(a \\) /NonStruct << BDC) Tj", "(\\\\\\( /NonStruct << BDC) Tj", "(/NonStruct << BDC",
  ])
  func `a text that looks like a mark is none`(text: String) {
    #expect(marked(text) == text)
    #expect(marked("\(text)) /NonStruct << BDC").hasPrefix(text))
  }

  @Test func `a page has no other marks than elements and artifacts`() throws {
    var flow = PageFlow(fonts: try PageFonts())
    let paragraph = flow.structure.add(.paragraph, to: flow.structure.root)
    flow.place(TypesetText("Total", TextStyle(8), fonts: flow.fonts), x: 48, paragraph)
    flow.place { canvas in canvas.drawArtifact { canvas.rule(from: 0, to: 9, y: 9, .rule) } }
    let canvas = flow.drawn { canvas, _, _ in
      canvas.drawArtifact { canvas.rule(from: 0, to: 9, y: 99, .rule) }
    }
    let facts = DocumentFacts(title: "t", author: "a", language: "fr", date: nil)
    let objects = try QPDFObjects(ArchivedPDF(canvas, facts).bytes())
    var content = ""
    try objects.edit(objects.value("/Contents", of: objects.page(0))) { bytes in
      content = String(decoding: bytes, as: UTF8.self)
      return Array(bytes)
    }
    #expect(
      content.matches(of: /\/(\w+)(?: <<[^>]*>>)? B[MD]C/).map { String($0.1) }.sorted()
        == ["Artifact", "Artifact", "P"])
  }
}
