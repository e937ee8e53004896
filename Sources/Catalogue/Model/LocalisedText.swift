public import Documents

/// A language that documents are written in.
public enum Language: String, CaseIterable, Sendable {
  case french = "fr"
  case english = "en"
}

/// A text in French and in English.
public struct LocalisedText: Hashable, Sendable {
  public let french: String
  public let english: String

  public init(french: String, english: String) {
    self.french = french
    self.english = english
  }

  /// Reads `{ fr: …, en: … }`.
  public init(_ node: DocumentNode) throws(DocumentError) {
    var texts = try node.mapping()
    french = try texts.required("fr").normalisedName()
    english = try texts.required("en").normalisedName()
    try texts.finish()
  }

  /// The text in a language.
  public func text(in language: Language) -> String {
    switch language {
    case .french: french
    case .english: english
    }
  }
}
