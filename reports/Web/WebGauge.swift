import Catalogue

/// How much of something is taken: a text, and a bar with the lines that should not be crossed.
/// What is beyond the first of them has another colour.
struct WebGauge: WebBlock {
  static let template = "gauge"

  /// A line across the bar, in hundredths of it.
  struct Line {
    let place: Int
    /// What stands at it.
    let mark: String
  }

  let text: String
  /// In hundredths.
  let taken: Int
  /// Told above the bar; what is taken beyond it is too much.
  let limit: Line
  /// Told below it.
  var other: Line?
  /// Thin lines without words.
  var ticks: [Int] = []
  var language: Language?

  func values(in language: Language) -> [String: Any] {
    let lines = [limit, other].compactMap(\.self).map(\.place)
    return [
      "gaugeText": text, "gaugeLanguage": (self.language ?? language).rawValue,
      "wholeWidth": String(min(taken, 100)), "coveredWidth": String(min(taken, limit.place)),
      "ticks": ticks.map(String.init), "limits": lines.map(String.init),
      "above": [Self.values(limit)], "below": other.map { [Self.values($0)] } ?? [],
    ]
  }

  private static func values(_ line: Line) -> [String: Any] {
    ["place": String(line.place), "mark": line.mark]
  }
}
