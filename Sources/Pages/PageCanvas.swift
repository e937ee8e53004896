import CPangoCairo

/// Pages that are drawn on, in points from the top left corner. Everything that is drawn belongs to
/// an element of the structure or is an artifact, which is not read aloud.
public final class PageCanvas {
  /// A4, in points.
  public static let width = 595.276
  public static let height = 841.89

  let structure: StructureTree
  private let fonts: PageFonts
  private let output = Output()
  private let surface: OpaquePointer
  private let context: OpaquePointer
  /// What was drawn on each page that has ended, in order: elements, and nil for artifacts.
  private(set) var marks: [[StructureTree.Element?]] = []
  /// The same of the page that is drawn, and how many of its marks belong to elements.
  private var pageMarks: [StructureTree.Element?] = []
  private var markCount = 0

  private final class Output { var bytes: [UInt8] = [] }

  public init(_ structure: StructureTree, fonts: PageFonts) {
    self.structure = structure
    self.fonts = fonts
    surface = cairo_pdf_surface_create_for_stream(
      { closure, bytes, count in
        guard let closure, let bytes else { return CAIRO_STATUS_WRITE_ERROR }
        let output = Unmanaged<Output>.fromOpaque(closure).takeUnretainedValue()
        output.bytes.append(contentsOf: UnsafeBufferPointer(start: bytes, count: Int(count)))
        return CAIRO_STATUS_SUCCESS
      }, Unmanaged.passUnretained(output).toOpaque(), Self.width, Self.height)
    context = cairo_create(surface)
  }

  deinit {
    cairo_destroy(context)
    cairo_surface_finish(surface)
    cairo_surface_destroy(surface)
  }

  /// Ends the page; what is drawn from now on stands on the next one.
  func endPage() {
    sign()
    cairo_show_page(context)
    marks.append(pageMarks)
    pageMarks = []
    markCount = 0
  }

  /// The pages as cairo writes them, with signs in the place of marks.
  func finish() throws(PDFError) -> [UInt8] {
    cairo_surface_finish(surface)
    for status in [cairo_status(context), cairo_surface_status(surface)]
    where status != CAIRO_STATUS_SUCCESS {
      throw .drawing(String(cString: cairo_status_to_string(status)))
    }
    return output.bytes
  }

  /// Draws what belongs to an element.
  public func draw(_ element: StructureTree.Element, _ drawing: () -> Void) {
    begin(element)
    structure.addMark(page: marks.count, id: markCount, to: element)
    markCount += 1
    drawing()
  }

  private func begin(_ element: StructureTree.Element?) {
    sign()
    pageMarks.append(element)
  }

  /// Shows where a mark begins; `PageMarks` puts the mark in its place.
  private func sign() {
    cairo_rectangle(context, 0, 0, 1, 1)
    cairo_fill(context)
  }

  /// Draws a text that belongs to an element, with its first line on a baseline.
  ///
  /// Each line is a mark of its own: readers lose what follows the end of a line within a mark,
  /// where cairo writes the space that is not drawn.
  public func draw(
    _ element: StructureTree.Element, _ text: TypesetText, x: Double, baseline: Double
  ) {
    guard !text.hasOneLine else {
      return draw(element) { self.text(text, x: x, baseline: baseline) }
    }
    for line in text.lines {
      draw(element) {
        self.line(line.index, of: text, x: x, baseline: baseline - text.ascent + line.baseline)
      }
    }
  }

  /// Draws what is not read aloud: rules, areas, and what is repeated on each page.
  public func drawArtifact(_ drawing: () -> Void) {
    begin(nil)
    drawing()
  }

  private func set(_ colour: Colour) {
    cairo_set_source_rgb(
      context, Double(colour.red) / 255, Double(colour.green) / 255, Double(colour.blue) / 255)
  }

  /// Draws text with its first line on a baseline.
  public func text(_ text: TypesetText, x: Double, baseline: Double) {
    set(text.colour)
    cairo_move_to(context, x, baseline - text.ascent)
    pango_cairo_show_layout(context, text.layout)
  }

  /// Draws one line of a text.
  func line(_ index: Int32, of text: TypesetText, x: Double, baseline: Double) {
    guard let line = pango_layout_get_line_readonly(text.layout, index) else { return }
    set(text.colour)
    cairo_move_to(context, x + text.offset(ofLine: line), baseline)
    pango_cairo_show_layout_line(context, line)
  }

  /// Draws figures on a baseline.
  public func figures(_ text: String, _ style: TextStyle, x: Double, baseline: Double) {
    set(style.colour)
    fonts.figures(style).draw(text, x: x, baseline: baseline, on: context)
  }

  public func rectangle(_ frame: StructureTree.Frame, _ colour: Colour) {
    set(colour)
    cairo_rectangle(context, frame.x, frame.y, frame.width, frame.height)
    cairo_fill(context)
  }

  /// A level rule; `y` is its middle.
  public func rule(from x: Double, to end: Double, y: Double, _ colour: Colour, width: Double = 0.6)
  {
    rectangle(.init(x: x, y: y - width / 2, width: end - x, height: width), colour)
  }

  /// Draws a picture into a frame.
  public func picture(_ picture: OpaquePointer, width: Double, height: Double, x: Double, y: Double)
  {
    cairo_save(context)
    cairo_translate(context, x, y)
    cairo_scale(
      context, width / Double(cairo_image_surface_get_width(picture)),
      height / Double(cairo_image_surface_get_height(picture)))
    cairo_set_source_surface(context, picture, 0, 0)
    // Any other filter asks for interpolation, which PDF/A forbids.
    cairo_pattern_set_filter(cairo_get_source(context), CAIRO_FILTER_NEAREST)
    cairo_paint(context)
    cairo_restore(context)
  }
}
