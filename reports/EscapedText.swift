extension String {
  /// The text with every character that a terminal would act upon written as an escape of JSON:
  /// U+001B becomes `\u001b`. That are the control characters, line and paragraph separators, and
  /// what changes the direction of text. Newlines stay where `keepingNewlines`.
  public func escapedForTerminal(keepingNewlines: Bool = false) -> String {
    let isKept = { (scalar: Unicode.Scalar) in
      !scalar.isActedUpon || (keepingNewlines && scalar == "\n")
    }
    if unicodeScalars.allSatisfy(isKept) { return self }
    return unicodeScalars.reduce(into: "") { text, scalar in
      if isKept(scalar) { text.unicodeScalars.append(scalar) } else { text += scalar.jsonEscape }
    }
  }
}

extension Unicode.Scalar {
  fileprivate var isActedUpon: Bool {
    switch value {
    case 0x20..<0x7F: false
    // Embeddings, overrides and isolates of directions, and their marks.
    case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true
    default:
      [.control, .lineSeparator, .paragraphSeparator].contains(properties.generalCategory)
    }
  }

  /// All of them are in the basic plane.
  fileprivate var jsonEscape: String {
    switch self {
    case "\n": "\\n"
    case "\r": "\\r"
    case "\t": "\\t"
    default: "\\u" + String(0x10000 + value, radix: 16).dropFirst()
    }
  }
}
