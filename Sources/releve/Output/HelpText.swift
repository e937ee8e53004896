/// Help as a reader wants it: what a command does, how it is called, and examples at the end.
enum HelpText {
  /// The text with the paragraphs that begin with "Example" moved behind all others.
  static func withExamplesLast(_ text: String) -> String {
    let paragraphs = text.split(separator: "\n\n", omittingEmptySubsequences: false)
    let isExample = { (paragraph: Substring) in paragraph.hasPrefix("Example") }
    return (paragraphs.filter { !isExample($0) } + paragraphs.filter(isExample))
      .map { $0.trimmingNewlines() }.joined(separator: "\n\n")
  }

  /// Where lines are wrapped: at the terminal's width, but never within an example.
  static var columns: Int { max(Console.outputWidth, 80) }
}

extension Substring {
  fileprivate func trimmingNewlines() -> Substring {
    let text = drop { $0 == "\n" }
    return text.dropLast(text.reversed().prefix { $0 == "\n" }.count)
  }
}
