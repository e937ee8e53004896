import Synchronization

/// Fonts for documents that are made on several threads: as many sets as are used at once, each
/// kept for the next document.
public final class PageFontPool: Sendable {
  private final class Kept: Sendable {
    let fonts: Mutex<PageFonts>

    init() throws(PDFError) { fonts = Mutex(try PageFonts()) }
  }

  private let idle = Mutex<[Kept]>([])

  public init() {}

  /// Lends fonts that no other thread uses meanwhile.
  public func withFonts<Result: Sendable>(
    _ body: @Sendable (PageFonts) throws(PDFError) -> Result
  ) throws(PDFError) -> Result {
    let kept: Kept
    if let free = idle.withLock({ $0.popLast() }) { kept = free } else { kept = try Kept() }
    defer { idle.withLock { $0.append(kept) } }
    return try kept.fonts.withLock { fonts throws(PDFError) in try body(fonts) }
  }
}
