import Catalogue

extension ComponentPattern {
  /// Whether it stands for one component alone.
  var isName: Bool { !text.contains("*") }

  /// A regular expression of PostgreSQL that exactly the names match that the pattern stands for.
  var expression: String { Self.expression(anyOf: [self]) }

  /// One that the names match of any of some patterns.
  static func expression(anyOf patterns: [ComponentPattern]) -> String {
    "^(?:" + patterns.map(\.alternative).joined(separator: "|") + ")$"
  }

  private var alternative: String {
    var expression = ""
    var segments = text.split(separator: "/")[...]
    // At the beginning, any number of segments stand before the separator, elsewhere behind it.
    if segments.first == "**" {
      segments = segments.drop { $0 == "**" }
      if segments.isEmpty { return ".*" }
      expression = "(?:[^/]+/)*"
    }
    for (index, segment) in segments.enumerated() {
      if segment == "**" {
        expression += "(?:/[^/]+)*"
      } else {
        expression += (index == 0 ? "" : "/") + Self.expression(segment)
      }
    }
    return expression
  }

  /// `*` stands for anything within the segment; every other character for itself.
  private static func expression(_ segment: Substring) -> String {
    segment.reduce(into: "") { expression, character in
      if character == "*" {
        expression += "[^/]*"
      } else if character.isLetter || character.isNumber {
        expression.append(character)
      } else {
        expression += "\\\(character)"
      }
    }
  }
}
