import Catalogue

/// An HTML page that stands alone: without scripts, and without anything from elsewhere. It is
/// well-formed XML too.
struct WebPage {
  let language: Language
  let title: String
  var blocks: [any WebBlock] = []

  func html() throws -> String {
    try WebTemplates.page([
      "language": language.rawValue, "pageTitle": title,
      "blocks": blocks.map { block in
        var values = block.values(in: language)
        values["template"] = type(of: block).template
        return values
      },
    ])
  }
}

/// A part of a page.
protocol WebBlock {
  /// The name of its template.
  static var template: String { get }

  /// What the template asks for; `language` is the page's.
  func values(in language: Language) -> [String: Any]
}

/// The head of a page: whose it is, what it is, and its main figure.
struct WebHeading: WebBlock {
  static let template = "heading"

  var brand: String?
  let text: String
  var sum: (name: String, value: String, note: String?)?

  func values(in language: Language) -> [String: Any] {
    [
      "brand": brand.map { [$0] } ?? [], "heading": text,
      "sums": sum.map { sum in
        [
          [
            "sumName": sum.name, "sumValue": sum.value, "sumNotes": sum.note.map { [$0] } ?? [],
          ] as [String: Any]
        ]
      } ?? [],
    ]
  }
}

/// A title below the head; its level is 2 or 3.
struct WebTitle: WebBlock {
  static let template = "title"

  let level: Int
  let text: String
  var note: String?
  var language: Language?

  func values(in language: Language) -> [String: Any] {
    [
      "level": String(level), "titleText": text, "titleNotes": note.map { [$0] } ?? [],
      "titleLanguage": (self.language ?? language).rawValue,
    ]
  }
}

/// Facts by name, one beside the other or one below the other. One without a name belongs to the
/// one before.
struct WebFacts: WebBlock {
  static let template = "facts"

  enum Layout: String { case across, down }

  let layout: Layout
  let facts: [(name: String, value: String)]
  var language: Language?

  func values(in language: Language) -> [String: Any] {
    var named: [(name: String, values: [String])] = []
    for fact in facts {
      if fact.name.isEmpty, let last = named.indices.last {
        named[last].values.append(fact.value)
      } else {
        named.append((fact.name, [fact.value]))
      }
    }
    return [
      "layout": layout.rawValue, "factsLanguage": (self.language ?? language).rawValue,
      "facts": named.map { ["factName": $0.name, "factValues": $0.values] as [String: Any] },
    ]
  }
}

/// Who deals with whom: a role, a name and further lines.
struct WebParties: WebBlock {
  static let template = "parties"

  let parties: [(role: String, lines: [String])]

  func values(in language: Language) -> [String: Any] {
    [
      "parties": parties.map { party in
        [
          "role": party.role, "partyName": party.lines.first ?? "",
          "partyLines": Array(party.lines.dropFirst()),
        ] as [String: Any]
      }
    ]
  }
}

/// Paragraphs in small type.
struct WebNotes: WebBlock {
  static let template = "notes"

  let paragraphs: [String]
  /// Digits and letters that are compared one by one.
  var isCode = false
  var language: Language?

  func values(in language: Language) -> [String: Any] {
    [
      "notes": paragraphs, "notesClass": isCode ? "mono" : "",
      "notesLanguage": (self.language ?? language).rawValue,
    ]
  }
}
