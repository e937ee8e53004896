internal import CLibXML2

/// An XML document while it is written, by libxml2's text writer: UTF-8, indented, and the same
/// bytes for the same calls.
///
/// Nothing here fails but for want of memory, which `bytes` tells at the end.
struct XMLText: ~Copyable {
  private let buffer: xmlBufferPtr
  private let writer: xmlTextWriterPtr
  private var hasFailed = false

  /// nil where there is no memory.
  init?() {
    guard let buffer = xmlBufferCreate() else { return nil }
    guard let writer = xmlNewTextWriterMemory(buffer, 0) else {
      xmlBufferFree(buffer)
      return nil
    }
    self.buffer = buffer
    self.writer = writer
    note(xmlTextWriterSetIndent(writer, 1))
    note(xmlTextWriterStartDocument(writer, "1.0", "UTF-8", nil))
  }

  deinit {
    xmlFreeTextWriter(writer)
    xmlBufferFree(buffer)
  }

  /// An element that `body` fills.
  mutating func element(
    _ name: StaticString, _ attributes: KeyValuePairs<StaticString, String>,
    _ body: (inout XMLText) -> Void
  ) {
    start(name, attributes)
    body(&self)
    note(xmlTextWriterEndElement(writer))
  }

  /// An element with a text; none where there is no text.
  mutating func element(
    _ name: StaticString, _ attributes: KeyValuePairs<StaticString, String>, _ text: String?
  ) {
    guard let text else { return }
    element(name, attributes) { xml in
      text.legalInXML.withCString(encodedAs: UTF8.self) {
        xml.note(xmlTextWriterWriteString(xml.writer, $0))
      }
    }
  }

  /// An element without attributes that `body` fills.
  mutating func element(_ name: StaticString, _ body: (inout XMLText) -> Void) {
    element(name, [:], body)
  }

  /// An element without attributes with a text; none where there is no text.
  mutating func element(_ name: StaticString, _ text: String?) { element(name, [:], text) }

  /// The whole document, once every element is closed; nil where there was no memory.
  consuming func bytes() -> [UInt8]? {
    note(xmlTextWriterEndDocument(writer))
    guard !hasFailed, let content = xmlBufferContent(buffer) else { return nil }
    return Array(UnsafeBufferPointer(start: content, count: Int(xmlBufferLength(buffer))))
  }

  private mutating func start(
    _ name: StaticString, _ attributes: KeyValuePairs<StaticString, String>
  ) {
    note(xmlTextWriterStartElement(writer, name.utf8Start))
    for (key, value) in attributes {
      value.legalInXML.withCString(encodedAs: UTF8.self) {
        note(xmlTextWriterWriteAttribute(writer, key.utf8Start, $0))
      }
    }
  }

  private mutating func note(_ result: Int32) {
    if result < 0 { hasFailed = true }
  }
}

extension String {
  /// The text with U+FFFD in the place of each character that XML 1.0 cannot hold, not even escaped
  /// (section 2.2: controls but tab and line ends, U+FFFE and U+FFFF).
  fileprivate var legalInXML: String {
    guard unicodeScalars.contains(where: { !$0.isLegalInXML }) else { return self }
    var legal = String.UnicodeScalarView()
    for scalar in unicodeScalars { legal.append(scalar.isLegalInXML ? scalar : "\u{FFFD}") }
    return String(legal)
  }
}

extension Unicode.Scalar {
  fileprivate var isLegalInXML: Bool {
    switch value {
    case 0x9, 0xA, 0xD, 0x20...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: true
    default: false
    }
  }
}
