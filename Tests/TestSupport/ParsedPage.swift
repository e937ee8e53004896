internal import Foundation
internal import FoundationXML

/// An HTML page as an XML parser (libxml2's) reads it.
public struct ParsedPage: Sendable {
  public struct Element: Sendable {
    public let name: String
    public let attributes: [String: String]
    /// With that of the elements in it.
    public fileprivate(set) var text = ""
  }

  /// In the order in which they begin.
  public let elements: [Element]

  /// Throws what the parser refuses.
  public init(_ html: String) throws {
    let collector = Collector()
    let parser = XMLParser(data: Data(html.utf8))
    parser.delegate = collector
    guard parser.parse() else {
      throw Refused(
        reason: "\(parser.parserError?.localizedDescription ?? ""), line \(parser.lineNumber)")
    }
    elements = collector.elements
  }

  struct Refused: Error { let reason: String }

  public func elements(_ name: String) -> [Element] { elements.filter { $0.name == name } }

  /// The text of the first element with a name; empty without one.
  public func text(_ name: String = "body") -> String {
    elements.first { $0.name == name }?.text ?? ""
  }

  /// The texts of the cells of all tables.
  public var cells: [String] {
    elements.filter { ["th", "td"].contains($0.name) }.map(\.text)
  }

  /// What is wrong with a page that is to stand alone, and to be read aloud.
  public var faults: [String] {
    var faults: [String] = []
    if elements.first?.name != "html" || elements.first?.attributes["lang"]?.isEmpty ?? true {
      faults.append("html has no lang")
    }
    if text("title").isEmpty { faults.append("no title") }
    let levels = elements.compactMap { element in
      element.name.first == "h" ? Int(element.name.dropFirst()) : nil
    }
    if levels.first != 1 || levels.count(where: { $0 == 1 }) != 1 { faults.append("not one h1") }
    for (level, next) in zip(levels, levels.dropFirst()) where next > level + 1 {
      faults.append("h\(next) after h\(level)")
    }
    let captions = elements("caption").filter { !$0.text.isEmpty }.count
    if captions != elements("table").count { faults.append("a table has no caption") }
    for head in elements("th") where head.attributes["scope"] == nil {
      faults.append("no scope: \(head.text)")
    }
    for element in elements where ["script", "link", "img", "iframe"].contains(element.name) {
      faults.append("<\(element.name)>")
    }
    for (name, value) in elements.flatMap(\.attributes)
    where ["src", "href", "style"].contains(name) || name.hasPrefix("on") {
      faults.append("\(name)=\(value)")
    }
    for word in ["url(", "@import", "://"] where text("style").contains(word) {
      faults.append("style has \(word)")
    }
    for image in elements("svg")
    where image.attributes["aria-hidden"] == nil && image.attributes["aria-label"] == nil {
      faults.append("an image without words")
    }
    return faults
  }
}

private final class Collector: NSObject, XMLParserDelegate {
  var elements: [ParsedPage.Element] = []
  private var open: [Int] = []

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String]
  ) {
    open.append(elements.count)
    elements.append(ParsedPage.Element(name: name, attributes: attributes))
  }

  func parser(
    _ parser: XMLParser, didEndElement name: String, namespaceURI: String?,
    qualifiedName: String?
  ) {
    open.removeLast()
  }

  func parser(_ parser: XMLParser, foundCharacters text: String) {
    for place in open { elements[place].text += text }
  }
}
