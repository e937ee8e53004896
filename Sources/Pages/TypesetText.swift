import CPangoCairo

/// Text that is set: measured, and ready to be drawn any number of times.
public struct TypesetText {
  public enum Alignment: Sendable { case left, right, centre }

  /// What a text is set by.
  struct Setting: Hashable {
    let text: String
    let style: TextStyle
    let width: Double?
    let alignment: Alignment
  }

  let colour: Colour
  private let setting: SetLayout

  /// Sets a text; where a width is given, broken into lines that are no wider. What no font has a
  /// glyph for, and what would act upon the page, is written as an escape.
  public init(
    _ text: String, _ style: TextStyle, width: Double? = nil, alignment: Alignment = .left,
    fonts: PageFonts
  ) {
    colour = style.colour
    setting = fonts.set(
      Setting(text: text, style: style, width: width, alignment: alignment))
  }

  /// In points: of what is set, and from the first line's top to its baseline.
  public var width: Double { setting.width }
  public var height: Double { setting.height }
  public var ascent: Double { setting.ascent }

  var layout: OpaquePointer { setting.layout }
}

/// A layout of pango with what was measured of it.
final class SetLayout {
  let layout: OpaquePointer
  let width: Double
  let height: Double
  let ascent: Double

  init(_ setting: TypesetText.Setting, fonts: PageFonts) {
    layout = fonts.layout(setting.style)
    if let width = setting.width {
      pango_layout_set_width(layout, Int32(width * Double(PANGO_SCALE)))
      pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR)
      pango_layout_set_line_spacing(layout, 1.1)
    }
    switch setting.alignment {
    case .left: break
    case .right: pango_layout_set_alignment(layout, PANGO_ALIGN_RIGHT)
    case .centre: pango_layout_set_alignment(layout, PANGO_ALIGN_CENTER)
    }
    let printable = setting.text.escapedForPages
    Self.put(printable, into: layout)
    if pango_layout_get_unknown_glyphs_count(layout) > 0 {
      Self.put(Self.shown(printable, by: layout), into: layout)
    }
    var logical = PangoRectangle()
    pango_layout_get_extents(layout, nil, &logical)
    width = Double(logical.width) / Double(PANGO_SCALE)
    height = Double(logical.height) / Double(PANGO_SCALE)
    ascent = Double(pango_layout_get_baseline(layout)) / Double(PANGO_SCALE)
  }

  deinit { g_object_unref(UnsafeMutableRawPointer(layout)) }

  private static func put(_ text: String, into layout: OpaquePointer) {
    var text = text
    text.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) {
        pango_layout_set_text(layout, $0.baseAddress, Int32($0.count))
      }
    }
  }

  /// The text with what has no glyph as escapes.
  private static func shown(_ text: String, by layout: OpaquePointer) -> String {
    text.map { character in
      put(String(character), into: layout)
      return pango_layout_get_unknown_glyphs_count(layout) == 0
        ? String(character) : character.unicodeScalars.map(\.pageEscape).joined()
    }.joined()
  }
}

extension TypesetText {
  /// A line of what is set, with its height and how far its baseline is below its top, and below
  /// that of the whole text.
  struct Line {
    let index: Int32
    let height: Double
    let ascent: Double
    let baseline: Double
  }

  var hasOneLine: Bool { pango_layout_get_line_count(layout) == 1 }

  /// How far a line begins to the right of the text's left edge.
  func offset(ofLine line: UnsafeMutablePointer<PangoLayoutLine>) -> Double {
    let alignment = pango_layout_get_alignment(layout)
    guard alignment != PANGO_ALIGN_LEFT else { return 0 }
    var logical = PangoRectangle()
    pango_layout_line_get_extents(line, nil, &logical)
    let rest = Double(pango_layout_get_width(layout) - logical.width) / Double(PANGO_SCALE)
    return alignment == PANGO_ALIGN_RIGHT ? rest : rest / 2
  }

  var lines: [Line] {
    var lines: [Line] = []
    guard let iterator = pango_layout_get_iter(layout) else { return [] }
    defer { pango_layout_iter_free(iterator) }
    repeat {
      var logical = PangoRectangle()
      pango_layout_iter_get_line_extents(iterator, nil, &logical)
      let baseline = pango_layout_iter_get_baseline(iterator)
      lines.append(
        Line(
          index: Int32(lines.count), height: Double(logical.height) / Double(PANGO_SCALE),
          ascent: Double(baseline - logical.y) / Double(PANGO_SCALE),
          baseline: Double(baseline) / Double(PANGO_SCALE)))
    } while pango_layout_iter_next_line(iterator) != 0
    return lines
  }
}

extension String {
  /// The text with what would act upon a page as an escape: control characters, ends of lines, and
  /// what turns the direction of writing.
  var escapedForPages: String {
    if utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return self }
    guard unicodeScalars.contains(where: \.isActiveOnPages) else { return self }
    return unicodeScalars.map { $0.isActiveOnPages ? $0.pageEscape : String($0) }.joined()
  }
}

extension Unicode.Scalar {
  fileprivate var isActiveOnPages: Bool {
    switch value {
    case 0x20..<0x7F: false
    case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true
    // Has no meaning in a text, and no font has it.
    case 0xFEFF, 0xFFF9...0xFFFC, 0xFFFE, 0xFFFF: true
    default:
      [.control, .lineSeparator, .paragraphSeparator].contains(properties.generalCategory)
    }
  }

  /// `\u{1F600}`.
  fileprivate var pageEscape: String { "\\u{\(String(value, radix: 16, uppercase: true))}" }
}
