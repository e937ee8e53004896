import Mustache

/// How texts are put into pages: as texts, also where they look like markup.
///
/// By scalars, since `<` with a mark behind it is another character to Swift, but not to a browser.
/// What a terminal would act upon, a browser would too, or an XML parser would refuse: it is shown
/// as an escape in both.
struct Markup: MustacheContentType {
  func escapeText(_ text: String) -> String {
    let text = text.escapedForTerminal()
    guard text.utf8.contains(where: { Self.special.contains($0) }) || text.hasNoncharacter else {
      return text
    }
    var escaped = ""
    escaped.reserveCapacity(text.utf8.count + 16)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "'": escaped += "&#39;"
      case _ where scalar.isNoncharacter: escaped.unicodeScalars.append("\u{FFFD}")
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }

  private static let special = Set("&<>\"'".utf8)
}

extension String {
  fileprivate var hasNoncharacter: Bool { unicodeScalars.contains(where: \.isNoncharacter) }
}

extension Unicode.Scalar {
  /// What XML has no place for, besides control characters.
  fileprivate var isNoncharacter: Bool { value == 0xFFFE || value == 0xFFFF }
}
