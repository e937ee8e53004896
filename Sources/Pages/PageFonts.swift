import CPangoCairo

/// The fonts that pages are set in, and what was learned of them. For one thread at a time; keep it
/// for many documents.
///
/// No other font of the machine is used, so that the same document gives the same bytes.
public final class PageFonts {
  /// Inter; then what has the letters that Inter lacks: DejaVu Arabic and Hebrew, Droid Chinese and
  /// Japanese, Nanum Korean.
  private static let families = [
    (name: "Inter", package: "fonts-inter", folder: "opentype/inter"),
    (name: "DejaVu Sans", package: "fonts-dejavu-core", folder: "truetype/dejavu"),
    (name: "Droid Sans Fallback", package: "fonts-droid-fallback", folder: "truetype/droid"),
    (name: "NanumGothic", package: "fonts-nanum", folder: "truetype/nanum"),
  ]

  let context: OpaquePointer
  private let map: UnsafeMutablePointer<PangoFontMap>
  private let configuration: OpaquePointer
  private var descriptions: [TextStyle: OpaquePointer] = [:]
  private var figures: [TextStyle: FigureSet] = [:]
  private let attributes: OpaquePointer
  /// What was set: most texts of an invoice stand on the next one too.
  private var layouts: [TypesetText.Setting: SetLayout] = [:]
  private static let layoutsMax = 2048

  /// Finds the fonts below a folder, that of Debian's packages.
  public init(folder: String = "/usr/share/fonts") throws(PDFError) {
    guard let configuration = FcConfigCreate() else {
      throw .drawing("fontconfig does not start")
    }
    let folders = Self.families.map { "<dir>\(folder)/\($0.folder)</dir>" }.joined()
    let settings = """
      <?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
      <fontconfig>\(folders)<cachedir>/var/cache/fontconfig</cachedir></fontconfig>
      """
    guard FcConfigParseAndLoadFromMemory(configuration, settings, 1) == 1,
      FcConfigBuildFonts(configuration) == 1,
      let map = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT)
    else {
      FcConfigDestroy(configuration)
      throw .drawing("fontconfig refuses its settings")
    }
    pango_fc_font_map_set_config(OpaquePointer(map), configuration)
    for family in Self.families where pango_font_map_get_family(map, family.name) == nil {
      g_object_unref(map)
      FcConfigDestroy(configuration)
      throw .missingFont(family: family.name, package: family.package, folder: folder)
    }
    self.configuration = configuration
    self.map = map
    context = pango_font_map_create_context(map)
    attributes = pango_attr_list_new()
    pango_attr_list_insert(attributes, pango_attr_font_features_new("tnum=1"))
    let options = cairo_font_options_create()
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
    pango_cairo_context_set_font_options(context, options)
    cairo_font_options_destroy(options)
    pango_context_set_round_glyph_positions(context, 0)
  }

  deinit {
    layouts = [:]
    figures = [:]
    for description in descriptions.values { pango_font_description_free(description) }
    pango_attr_list_unref(attributes)
    g_object_unref(UnsafeMutableRawPointer(context))
    g_object_unref(map)
    FcConfigDestroy(configuration)
  }

  private func description(of style: TextStyle) -> OpaquePointer {
    if let known = descriptions[style] { return known }
    let made: OpaquePointer = pango_font_description_new()
    pango_font_description_set_family(made, Self.families.map(\.name).joined(separator: ","))
    pango_font_description_set_absolute_size(made, style.size * Double(PANGO_SCALE))
    pango_font_description_set_weight(
      made, style.weight == .semibold ? PANGO_WEIGHT_SEMIBOLD : PANGO_WEIGHT_NORMAL)
    descriptions[style] = made
    return made
  }

  /// A text as it is set, from what is kept of others.
  func set(_ setting: TypesetText.Setting) -> SetLayout {
    if let known = layouts[setting] { return known }
    if layouts.count == Self.layoutsMax { layouts.removeAll(keepingCapacity: true) }
    let made = SetLayout(setting, fonts: self)
    layouts[setting] = made
    return made
  }

  /// A layout in a style, which the caller owns.
  func layout(_ style: TextStyle) -> OpaquePointer {
    let layout: OpaquePointer = pango_layout_new(context)
    pango_layout_set_font_description(layout, description(of: style))
    pango_layout_set_attributes(layout, attributes)
    pango_layout_set_auto_dir(layout, 0)
    return layout
  }

  /// The glyphs of figures in a style.
  func figures(_ style: TextStyle) -> FigureSet {
    if let known = figures[style] { return known }
    let made = FigureSet(style, self)
    figures[style] = made
    return made
  }
}
