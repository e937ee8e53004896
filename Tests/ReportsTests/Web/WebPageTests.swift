import Catalogue
import TestSupport
import Testing

@testable import Reports

/// What all pages have in common.
@Suite struct WebPageTests {
  private func page(_ blocks: any WebBlock..., title: String = "t") throws -> ParsedPage {
    try ParsedPage(WebPage(language: .french, title: title, blocks: blocks).html())
  }

  private static let hostile = [
    "<script>alert(1)</script>", "a & b &amp; c", "\"quoted\" 'text'", "</td></tr></table>",
    // To Swift these are other characters than `<`, `"` and `&`.
    "<\u{301}b>", "\"\u{301} onclick=\"x", "&\u{338}lt;", "{{text}} {{{text}}} {{>style}}",
    "]]>", "<!--", "\u{FFFE}\u{FFFF}", "nul \u{0} escape \u{1B}[31m \u{202E}right to left",
  ]

  @Test(arguments: hostile)
  func `texts are texts, whatever they look like`(text: String) throws {
    let page = try page(
      WebHeading(brand: text, text: text, sum: (text, text, text)),
      WebTitle(level: 2, text: text, note: text),
      WebFacts(layout: .across, facts: [(text, text), ("", text)]),
      WebParties(parties: [(text, [text, text])]), WebNotes(paragraphs: [text]),
      WebTable(
        caption: text, columns: [.init(text)],
        groups: [.init(title: text, note: text, rows: [.init([.init(text, details: [text])])])]),
      title: text)
    let names: Set = [
      "html", "head", "meta", "title", "style", "body", "main", "header", "div", "p", "h1", "h2",
      "h3", "span", "strong", "small", "dl", "dt", "dd", "section", "br", "table", "caption",
      "thead", "tbody", "tr", "th", "td",
    ]
    #expect(Set(page.elements.map(\.name)).isSubset(of: names))
    #expect(page.faults == [])
    let shown = text.escapedForTerminal().replacing(/[\u{FFFE}\u{FFFF}]/, with: "\u{FFFD}")
    for name in ["title", "h1", "h2", "dt", "dd", "caption", "th"] {
      #expect(page.text(name).contains(shown), "\(name)")
    }
    #expect(page.elements("dd").map(\.text) == [shown, shown])
    #expect(page.elements("td").isEmpty == false)
  }

  @Test func `every template asks for the same escapes, and puts nothing in without`() throws {
    for (name, bytes) in WebTemplates.sources {
      let template = String(decoding: bytes, as: UTF8.self)
      #expect(!template.contains("{{{") && !template.contains("{{&"), "\(name)")
      #expect(template.hasPrefix("{{%CONTENT_TYPE:MARKUP}}") || name == "style", "\(name)")
    }
    #expect(!String(decoding: PackageResources.style_mustache, as: UTF8.self).contains("{{"))
  }

  @Test func `colours are told apart by everyone`() throws {
    let style = String(decoding: PackageResources.style_mustache, as: UTF8.self)
    let colours = Dictionary(
      style.matches(of: /--([a-z-]+):(#[0-9a-f]{6})/).map {
        (String($0.output.1), String($0.output.2))
      }, uniquingKeysWith: { first, _ in first })
    for ink in ["ink", "soft", "accent", "bad"] {
      for paper in ["#ffffff", colours["tint"], colours["bad-tint"], colours["apart-tint"]] {
        let ratio = contrast(try #require(colours[ink]), try #require(paper))
        #expect(ratio >= 4.5, "\(ink) on \(paper ?? "")")
      }
    }
  }

  /// After WCAG 2.
  private func contrast(_ one: String, _ other: String) -> Double {
    let lights = [one, other].map { colour in
      let parts = stride(from: 1, to: 7, by: 2).map { start -> Double in
        let digits = colour.dropFirst(start).prefix(2)
        let part = Double(Int(digits, radix: 16) ?? 0) / 255
        return part <= 0.03928 ? part / 12.92 : power((part + 0.055) / 1.055)
      }
      return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2] + 0.05
    }
    return max(lights[0], lights[1]) / min(lights[0], lights[1])
  }

  /// To the 2.4.
  private func power(_ base: Double) -> Double {
    let fifth = (0..<60).reduce(1.0) { root, _ in
      root - (root * root * root * root * root - base * base) / (5 * root * root * root * root)
    }
    return base * base * fifth
  }

  @Test func `decimal marks stand one below the other`() throws {
    let table = WebTable(
      caption: "c", columns: [.init("n", .decimal(mark: ",")), .init("t")],
      groups: [
        .init(rows: [
          .init(["1,5", "x"]), .init(["12", "x"]), .init(["3,141593", "x"]), .init(["", "x"]),
          .init([.init("1,23456789", span: 2)]),
        ])
      ])
    let cells = try page(WebHeading(text: "h"), table).elements("td")
      .filter { $0.text != "x" }.map { $0.attributes["class"] }
    #expect(cells == ["n p5", "n w6", "n", "n", "n"])
  }

  @Test func `a fact without a name belongs to the one before`() throws {
    let page = try page(
      WebHeading(text: "h"),
      WebFacts(layout: .down, facts: [("Corrects", "A"), ("", "B"), ("Due", "C")]))
    #expect(page.elements("dt").map(\.text) == ["Corrects", "Due"])
    #expect(page.elements("dd").map(\.text) == ["A", "B", "C"])
  }
}
