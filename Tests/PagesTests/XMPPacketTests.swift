import TestSupport
import Testing

@testable import Pages

/// The metadata are XML that every program reads, whatever customers and sellers are called.
@Suite struct XMPPacketTests {
  private func packet(title: String = "t", date: String? = nil, isFacturX: Bool = false) throws
    -> ParsedPage
  {
    let facts = DocumentFacts(title: title, author: title, language: "fr", date: date)
    let packet = XMPPacket(facts: facts, isFacturX: isFacturX)
    return try ParsedPage(String(decoding: packet.bytes, as: UTF8.self))
  }

  @Test(arguments: ["A & B", "<b>", "]]>", "&amp;", "\"'", "Łódź 云服务", "</rdf:li>"])
  func `a name is there as it is`(name: String) throws {
    let packet = try packet(title: name)
    #expect(packet.text("dc:title").trimmingPrefix("\n") == name)
    #expect(packet.text("dc:creator") == name)
  }

  @Test func `what XML cannot hold is an escape`() throws {
    #expect(try packet(title: "A\u{7}\u{FFFE}").text("dc:creator").hasPrefix("A\\u{7}"))
  }

  @Test func `a date where there is one, and Factur-X where there is an invoice inside`() throws {
    let plain = try packet()
    #expect(plain.elements("xmp:CreateDate").isEmpty && plain.elements("fx:Version").isEmpty)
    #expect(plain.text("pdfaid:part") == "3" && plain.text("pdfaid:conformance") == "A")
    #expect(plain.text("pdfuaid:part") == "1")
    let full = try packet(date: "2026-11-03", isFacturX: true)
    #expect(full.text("xmp:CreateDate") == "2026-11-03T00:00:00Z")
    #expect(full.text("fx:DocumentFileName") == "factur-x.xml")
    #expect(full.text("fx:ConformanceLevel") == "EN 16931")
    // PDF/A asks for a description of each schema that it does not know.
    let prefixes = full.elements("pdfaSchema:prefix").map(\.text)
    #expect(prefixes == ["pdfuaid", "fx"])
  }
}
