import Foundation

extension Unicode.Scalar {
  /// Whether a terminal or an invoice would act upon it: control characters, line ends, and what
  /// turns the direction of writing.
  var isActive: Bool {
    // Nearly all are ASCII, and need no table.
    if isASCII { return value < 0x20 || value == 0x7F }
    return switch properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: true
    default: (0x202A...0x202E).contains(value) || (0x2066...0x2069).contains(value)
    }
  }
}

extension String {
  /// The text with what a terminal would act upon as `\u{1B}`.
  var printable: String {
    guard unicodeScalars.contains(where: \.isActive) else { return self }
    return unicodeScalars.map { scalar in
      scalar.isActive
        ? "\\u{\(String(scalar.value, radix: 16, uppercase: true))}" : String(scalar)
    }.joined()
  }

  /// The text in Unicode's normal form C.
  package var normalised: String {
    utf8.allSatisfy { $0 < 0x80 } ? self : precomposedStringWithCanonicalMapping
  }

  /// The same of a text of one line, without characters that a terminal or an invoice would act
  /// upon; nil where it is empty or no such text.
  package var normalisedLine: String? {
    isEmpty || unicodeScalars.contains(where: \.isActive) ? nil : normalised
  }
}
