/// The metadata of a PDF as XMP: what it is, that it is PDF/A-3a and PDF/UA-1, and, with an
/// electronic invoice inside, Factur-X's own (Factur-X 1.0, section 6.2).
struct XMPPacket {
  let facts: DocumentFacts
  let isFacturX: Bool

  var bytes: [UInt8] { Array(text.utf8) }

  private var text: String {
    """
    <?xpacket begin="\u{FEFF}" id="W5M0MpCehiHzreSzNTczkc9d"?>
    <x:xmpmeta xmlns:x="adobe:ns:meta/">
    <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
    <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"\
     xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"\
     xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"\
     xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
    <pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>
    <pdfuaid:part>1</pdfuaid:part>
    <dc:format>application/pdf</dc:format>
    <dc:title><rdf:Alt><rdf:li xml:lang="x-default">\(escaped(facts.title))</rdf:li></rdf:Alt>\
    </dc:title>
    <dc:creator><rdf:Seq><rdf:li>\(escaped(facts.author))</rdf:li></rdf:Seq></dc:creator>
    <dc:language><rdf:Bag><rdf:li>\(escaped(facts.language))</rdf:li></rdf:Bag></dc:language>
    <pdf:Producer>\(DocumentFacts.producer)</pdf:Producer>
    \(date)</rdf:Description>
    \(isFacturX ? Self.invoice : "")<rdf:Description rdf:about=""\
     xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"\
     xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"\
     xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
    <pdfaExtension:schemas><rdf:Bag>
    \(Self.universalAccess)\(isFacturX ? Self.facturX : "")</rdf:Bag></pdfaExtension:schemas>
    </rdf:Description>
    </rdf:RDF>
    </x:xmpmeta>
    <?xpacket end="r"?>
    """
  }

  private var date: String {
    facts.xmpDate.map { "<xmp:CreateDate>\($0)</xmp:CreateDate>\n" } ?? ""
  }

  /// The type is INVOICE for credit notes too: the code in the XML tells them apart.
  private static let invoice = """
    <rdf:Description rdf:about=""\
     xmlns:fx="urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#">
    <fx:DocumentType>INVOICE</fx:DocumentType>
    <fx:DocumentFileName>\(Attachment.name)</fx:DocumentFileName>
    <fx:Version>1.0</fx:Version>
    <fx:ConformanceLevel>EN 16931</fx:ConformanceLevel>
    </rdf:Description>

    """

  private static let universalAccess = schema(
    "PDF/UA identification schema", "http://www.aiim.org/pdfua/ns/id/", prefix: "pdfuaid",
    [("part", "Integer", "internal", "Part of PDF/UA standard")])

  private static let facturX = schema(
    "Factur-X PDFA Extension Schema", "urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#",
    prefix: "fx",
    [
      ("DocumentFileName", "Text", "external", "The name of the embedded XML document"),
      ("DocumentType", "Text", "external", "The type of the hybrid document"),
      ("Version", "Text", "external", "The version of the standard of the XML document"),
      ("ConformanceLevel", "Text", "external", "The conformance level of the XML document"),
    ])

  /// A schema that PDF/A does not know is described inside the file (ISO 19005-3, 6.6.2.3).
  private static func schema(
    _ name: String, _ uri: String, prefix: String,
    _ properties: [(name: String, type: String, category: String, description: String)]
  ) -> String {
    let listed = properties.map { property in
      """
      <rdf:li rdf:parseType="Resource"><pdfaProperty:name>\(property.name)</pdfaProperty:name>\
      <pdfaProperty:valueType>\(property.type)</pdfaProperty:valueType>\
      <pdfaProperty:category>\(property.category)</pdfaProperty:category>\
      <pdfaProperty:description>\(property.description)</pdfaProperty:description></rdf:li>

      """
    }.joined()
    return """
      <rdf:li rdf:parseType="Resource"><pdfaSchema:schema>\(name)</pdfaSchema:schema>\
      <pdfaSchema:namespaceURI>\(uri)</pdfaSchema:namespaceURI>\
      <pdfaSchema:prefix>\(prefix)</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq>
      \(listed)</rdf:Seq></pdfaSchema:property></rdf:li>

      """
  }

  private func escaped(_ text: String) -> String {
    text.escapedForPages.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
      .replacing(">", with: "&gt;")
  }
}
