import CQPDF

/// Pages as PDF/A-3a and PDF/UA-1 (ISO 19005-3, ISO 14289-1): with their structure, metadata and
/// colour profile, and with an electronic invoice where there is one.
public struct ArchivedPDF {
  private let objects: QPDFObjects
  private let structure: StructureTree
  private let facts: DocumentFacts
  private let attachment: Attachment?

  /// Takes drawn pages; nothing more is drawn on the canvas.
  public init(
    _ canvas: PageCanvas, _ facts: DocumentFacts, attachment: Attachment? = nil
  ) throws(PDFError) {
    structure = canvas.structure
    objects = try QPDFObjects(canvas.finish())
    self.facts = facts
    self.attachment = attachment
  }

  /// The file. Same pages, same bytes, on the same versions of the libraries.
  public func bytes() throws(PDFError) -> [UInt8] {
    for index in 0..<objects.pageCount {
      let page = objects.page(index)
      try objects.edit(objects.value("/Contents", of: page), ArtifactMarks.marking)
      mapGlyphs(of: objects.value("/Resources", of: page))
    }
    let metadata = objects.addStream(
      "<< /Type /Metadata /Subtype /XML >>",
      XMPPacket(facts: facts, isFacturX: attachment != nil).bytes)
    let profile = objects.addStream("<< /N 3 >>", PackageResources.sRGB_icc)
    let embedded = attachment.map { attachment in
      objects.addStream(
        "<< /Type /EmbeddedFile /Subtype /text#2fxml /Params << /Size \(attachment.cii.count)"
          + (facts.pdfDate.map { " /ModDate (\($0))" } ?? "") + " >> >>",
        attachment.cii)
    }
    try objects.check()

    let first = objects.nextNumber()
    let tree = TaggedStructure(
      structure, pages: (0..<objects.pageCount).map { objects.number(of: objects.page($0)) },
      firstNumber: first)
    var json = ObjectsJSON(capacity: 4096 + 160 * structure.nodes.count)
    tree.write(to: &json)
    let file = first + tree.objectCount
    if let attachment, let embedded { json.add(file, specification(attachment, embedded)) }
    json.add(objects.number(of: objects.value("/Info", of: objects.trailer)), information)
    json.add(
      objects.number(of: objects.root),
      catalogue(
        metadata: metadata, profile: profile, structure: first,
        file: embedded == nil ? nil : file))
    try objects.put(json)
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
        objects.set("/CIDToGIDMap", of: descendant, to: "/Identity")
      }
    }
  }

  private var information: ObjectsJSON.Value {
    var entries: [ObjectsJSON.Entry] = [
      ("Title", .text(facts.title.escapedForPages)),
      ("Author", .text(facts.author.escapedForPages)),
      ("Producer", .text(DocumentFacts.producer)),
    ]
    if let date = facts.pdfDate { entries.append(("CreationDate", .text(date))) }
    return .dictionary(entries)
  }

  /// `Alternative`: the XML says what the pages say (Factur-X 1.0, for profiles from BASIC on).
  private func specification(_ attachment: Attachment, _ embedded: Int) -> ObjectsJSON.Value {
    .dictionary([
      ("Type", .name("Filespec")), ("F", .text(Attachment.name)), ("UF", .text(Attachment.name)),
      ("Desc", .text(attachment.description)), ("AFRelationship", .name("Alternative")),
      ("EF", .dictionary([("F", .reference(embedded)), ("UF", .reference(embedded))])),
    ])
  }

  private func catalogue(
    metadata: Int, profile: Int, structure: Int, file: Int?
  ) -> ObjectsJSON.Value {
    let pages = objects.number(of: objects.value("/Pages", of: objects.root))
    var entries: [ObjectsJSON.Entry] = [
      ("Type", .name("Catalog")), ("Pages", .reference(pages)), ("Lang", .text(facts.language)),
      ("MarkInfo", .dictionary([("Marked", .flag(true))])),
      ("StructTreeRoot", .reference(structure)), ("Metadata", .reference(metadata)),
      ("ViewerPreferences", .dictionary([("DisplayDocTitle", .flag(true))])),
      (
        "OutputIntents",
        .list([
          .dictionary([
            ("Type", .name("OutputIntent")), ("S", .name("GTS_PDFA1")),
            ("OutputConditionIdentifier", .text("sRGB")), ("Info", .text("sRGB")),
            ("DestOutputProfile", .reference(profile)),
          ])
        ])
      ),
    ]
    if let file {
      let names: [ObjectsJSON.Entry] = [
        ("Names", .list([.text(Attachment.name), .reference(file)]))
      ]
      entries.append(("AF", .list([.reference(file)])))
      entries.append(("Names", .dictionary([("EmbeddedFiles", .dictionary(names))])))
    }
    return .dictionary(entries)
  }
}
