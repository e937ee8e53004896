import CQPDF

/// Pages as PDF/A-3a and PDF/UA-1 (ISO 19005-3, ISO 14289-1): with their structure, metadata and
/// colour profile, and with an electronic invoice where there is one.
public struct ArchivedPDF {
  private let objects: QPDFObjects
  private let structure: StructureTree
  /// Of each page, the elements of its marks, and nil for artifacts.
  private let marks: [[StructureTree.Element?]]
  private let facts: DocumentFacts
  private let attachment: Attachment?

  /// Takes drawn pages; nothing more is drawn on the canvas.
  public init(
    _ canvas: PageCanvas, _ facts: DocumentFacts, attachment: Attachment? = nil
  ) throws(PDFError) {
    structure = canvas.structure
    marks = canvas.marks
    objects = try QPDFObjects(canvas.finish())
    self.facts = facts
    self.attachment = attachment
  }

  /// The file. Same pages, same bytes, on the same versions of the libraries.
  public func bytes() throws(PDFError) -> [UInt8] {
    for (index, marks) in marks.enumerated() {
      let page = objects.page(index)
      try objects.edit(objects.value("/Contents", of: page)) { content throws(PDFError) in
        try PageMarks.marking(content, marks)
      }
      mapGlyphs(of: objects.value("/Resources", of: page))
    }
    describe()
    let tree = TaggedStructure(structure, of: marks.indices.map(objects.page), in: objects)
    objects.set(
      ["/StructTreeRoot": tree.linked(parents: marks.map { $0.compactMap(\.self) })],
      of: objects.root)
    if let attachment { attach(attachment) }
    try objects.check()
    return try objects.written()
  }

  /// cairo 1.16 leaves this out where fonts with TrueType outlines are numbered by characters.
  private func mapGlyphs(of resources: qpdf_oh) {
    let fonts = objects.value("/Font", of: resources)
    for name in objects.keys(of: fonts) {
      let font = objects.value(name, of: fonts)
      guard objects.isName(objects.value("/Subtype", of: font), "/Type0") else { continue }
      let descendant = objects.item(0, of: objects.value("/DescendantFonts", of: font))
      if objects.isName(objects.value("/Subtype", of: descendant), "/CIDFontType2") {
        objects.set(["/CIDToGIDMap": objects.object("/Identity")], of: descendant)
      }
    }
  }

  /// Says what the file is, to programs.
  private func describe() {
    let information = objects.add(
      "<< >>",
      [
        "/Title": objects.text(facts.title.escapedForPages),
        "/Author": objects.text(facts.author.escapedForPages),
        "/Producer": objects.text(DocumentFacts.producer),
      ])
    if let date = facts.pdfDate {
      objects.set(["/CreationDate": objects.text(date)], of: information)
    }
    objects.set(["/Info": information], of: objects.trailer)

    let metadata = objects.addStream(
      "<< /Type /Metadata /Subtype /XML >>",
      XMPPacket(facts: facts, isFacturX: attachment != nil).bytes)
    let intent = objects.object(
      "<< /Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier (sRGB) /Info (sRGB) >>",
      ["/DestOutputProfile": objects.addStream("<< /N 3 >>", PackageResources.sRGB_icc)])
    objects.set(
      [
        "/Lang": objects.text(facts.language), "/Metadata": metadata,
        "/MarkInfo": objects.object("<< /Marked true >>"),
        "/ViewerPreferences": objects.object("<< /DisplayDocTitle true >>"),
        "/OutputIntents": objects.array([intent]),
      ], of: objects.root)
  }

  /// `Alternative`: the XML says what the pages say (Factur-X 1.0, for profiles from BASIC on).
  private func attach(_ attachment: Attachment) {
    let date = facts.pdfDate.map { " /ModDate (\($0))" } ?? ""
    let embedded = objects.addStream(
      "<< /Type /EmbeddedFile /Subtype /text#2fxml"
        + " /Params << /Size \(attachment.cii.count)\(date) >> >>",
      attachment.cii)
    let name = objects.text(Attachment.name)
    let file = objects.add(
      "<< /Type /Filespec /AFRelationship /Alternative >>",
      [
        "/F": name, "/UF": name, "/Desc": objects.text(attachment.description),
        "/EF": objects.object("<< >>", ["/F": embedded, "/UF": embedded]),
      ])
    let files = objects.object("<< >>", ["/Names": objects.array([name, file])])
    objects.set(
      [
        "/AF": objects.array([file]),
        "/Names": objects.object("<< >>", ["/EmbeddedFiles": files]),
      ], of: objects.root)
  }
}
