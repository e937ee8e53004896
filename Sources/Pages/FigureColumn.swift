/// Figures one below the other, aligned on their decimal mark.
public struct FigureColumn {
  public let style: TextStyle
  private let mark: Character
  private let fonts: PageFonts
  /// The widest part before the mark, and from the mark on.
  private var before = 0.0
  private var after = 0.0

  public init(_ style: TextStyle, mark: Character, fonts: PageFonts) {
    self.style = style
    self.mark = mark
    self.fonts = fonts
  }

  public var width: Double { before + after }

  /// Makes room for a text; to be done for all before the first is drawn.
  public mutating func measure(_ text: String) {
    let (before, after) = parts(of: text)
    self.before = max(self.before, before)
    self.after = max(self.after, after)
  }

  private func parts(of text: String) -> (before: Double, after: Double) {
    let mark = mark(in: text)
    return (width(of: text[..<mark]), width(of: text[mark...]))
  }

  /// Where the decimal mark is, or would be: behind the last digit.
  private func mark(in text: String) -> String.Index {
    if let mark = text.lastIndex(of: mark) { return mark }
    guard let digit = text.lastIndex(where: { $0.isASCII && $0.isNumber }) else {
      return text.endIndex
    }
    return text.index(after: digit)
  }

  private func width(of text: Substring) -> Double {
    fonts.figures(style).width(of: text)
      ?? TypesetText(String(text), style, fonts: fonts).width
  }

  /// Draws a text so that its mark is where those of the others are, the column's right edge at
  /// `right`.
  public func draw(_ text: String, right: Double, baseline: Double, on canvas: PageCanvas) {
    let x = right - after - parts(of: text).before
    if fonts.figures(style).width(of: text) != nil {
      canvas.figures(text, style, x: x, baseline: baseline)
    } else {
      canvas.text(TypesetText(text, style, fonts: fonts), x: x, baseline: baseline)
    }
  }
}
