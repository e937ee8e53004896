/// Blocks that stand one below the other over as many pages as they take. What is placed is drawn
/// once all pages are known, so that each can say how many there are.
public struct PageFlow {
  public typealias Drawing = (PageCanvas) -> Void

  public let fonts: PageFonts
  public let structure = StructureTree()
  /// The edges of what is set, in points from the top left corner.
  public let left: Double
  public let right: Double
  public let top: Double
  public let bottom: Double
  /// Where the next block begins.
  public var y: Double
  private var pages: [[Drawing]] = [[]]

  public init(
    fonts: PageFonts, left: Double = 48, right: Double = PageCanvas.width - 48, top: Double = 48,
    bottom: Double = PageCanvas.height - 62
  ) {
    self.fonts = fonts
    (self.left, self.right, self.top, self.bottom) = (left, right, top, bottom)
    y = top
  }

  public var width: Double { right - left }
  /// What is left of the page.
  public var room: Double { bottom - y }
  public var isAtTop: Bool { y <= top }

  /// Draws on the page that is current now.
  public mutating func place(_ drawing: @escaping Drawing) {
    pages[pages.count - 1].append(drawing)
  }

  /// Goes on at the top of a new page.
  public mutating func breakPage() {
    pages.append([])
    y = top
  }

  /// Goes on at the top of a new page where a block of that height has no room; one that is higher
  /// than a page breaks nothing.
  public mutating func makeRoom(_ height: Double) {
    if height > room, height <= bottom - top, !isAtTop { breakPage() }
  }

  /// Sets a text for an element below what is there; where it does not fit, line by line over
  /// pages, each of which begins with `onNewPage`.
  public mutating func place(
    _ text: TypesetText, x: Double, _ element: StructureTree.Element,
    onNewPage: (inout PageFlow) -> Void = { _ in }
  ) {
    if text.height <= room {
      let baseline = y + text.ascent
      place { canvas in canvas.draw(element, text, x: x, baseline: baseline) }
      y += text.height
      return
    }
    for line in text.lines {
      if line.height > room, !isAtTop {
        breakPage()
        onNewPage(&self)
      }
      let baseline = y + line.ascent
      place { canvas in
        canvas.draw(element) { canvas.line(line.index, of: text, x: x, baseline: baseline) }
      }
      y += line.height
    }
  }

  /// Draws all pages; `furniture` adds to each what stands on every page, given its number and how
  /// many there are.
  public func drawn(
    furniture: (_ canvas: PageCanvas, _ page: Int, _ count: Int) -> Void
  ) -> PageCanvas {
    let canvas = PageCanvas(structure, fonts: fonts)
    for (index, drawings) in pages.enumerated() {
      for drawing in drawings { drawing(canvas) }
      furniture(canvas, index + 1, pages.count)
      canvas.endPage()
    }
    return canvas
  }
}
