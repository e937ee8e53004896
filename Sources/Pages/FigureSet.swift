import CPangoCairo

/// The glyphs of what amounts and quantities are written with, in one style: figures are set
/// without pango, which takes most of the time of a page of them. Also where their decimal mark
/// is, on which columns align.
final class FigureSet {
  private struct Figure {
    let glyph: UInt
    let advance: Double
  }

  private var known: [Character: Figure?] = [:]
  private let style: TextStyle
  private unowned let fonts: PageFonts
  private var font: OpaquePointer?

  init(_ style: TextStyle, _ fonts: PageFonts) {
    self.style = style
    self.fonts = fonts
  }

  deinit { font.map { cairo_scaled_font_destroy($0) } }

  /// The width of a text in points; nil where it has a character that is set by pango only.
  func width(of text: some Sequence<Character>) -> Double? {
    var width = 0.0
    for character in text {
      guard let figure = figure(character) else { return nil }
      width += figure.advance
    }
    return width
  }

  /// Draws what `width` has measured.
  func draw(_ text: String, x: Double, baseline: Double, on context: OpaquePointer) {
    guard let font else { return }
    var glyphs: [cairo_glyph_t] = []
    var clusters: [cairo_text_cluster_t] = []
    var place = x
    for character in text {
      guard let figure = figure(character) else { continue }
      glyphs.append(cairo_glyph_t(index: figure.glyph, x: place, y: baseline))
      clusters.append(
        cairo_text_cluster_t(num_bytes: Int32(character.utf8.count), num_glyphs: 1))
      place += figure.advance
    }
    cairo_set_scaled_font(context, font)
    cairo_show_text_glyphs(
      context, text, Int32(text.utf8.count), glyphs, Int32(glyphs.count), clusters,
      Int32(clusters.count), cairo_text_cluster_flags_t(0))
  }

  private func figure(_ character: Character) -> Figure? {
    if let figure = known[character] { return figure }
    let figure = Self.isSimple(character) ? measured(character) : nil
    known[character] = .some(figure)
    return figure
  }

  /// Figures, marks, signs, spaces and capitals, which need no shaping.
  private static func isSimple(_ character: Character) -> Bool {
    switch character {
    case "0"..."9", "A"..."Z", ".", ",", "-", "+", "%", "€", "×", " ", "\u{A0}", "\u{202F}": true
    default: false
    }
  }

  private func measured(_ character: Character) -> Figure? {
    let text = TypesetText(String(character), style, fonts: fonts)
    guard let line = pango_layout_get_line_readonly(text.layout, 0),
      let runs = line.pointee.runs, let run = runs.pointee.data
    else { return nil }
    let item = run.assumingMemoryBound(to: PangoGlyphItem.self).pointee
    guard item.glyphs.pointee.num_glyphs == 1, let glyphs = item.glyphs.pointee.glyphs,
      let used = item.item.pointee.analysis.font,
      let scaled = pango_cairo_font_get_scaled_font(OpaquePointer(used))
    else { return nil }
    // A narrow space that the font lacks comes from another: it is drawn as a space of this one.
    if font == nil { font = cairo_scaled_font_reference(scaled) }
    guard font == scaled else { return nil }
    let glyph = glyphs[0].glyph
    guard glyph & 0xF000_0000 == 0, glyph != 0x0FFF_FFFF else { return nil }
    return Figure(
      glyph: UInt(glyph), advance: Double(glyphs[0].geometry.width) / Double(PANGO_SCALE))
  }
}
