import CPangoCairo

/// A seller's logo, as it stands at the head of a document. For one thread at a time.
public final class PageLogo {
  /// In points: as large as a letterhead has room for, in the picture's proportions.
  public let width: Double
  public let height: Double
  private let picture: OpaquePointer

  private static let widest = 150.0
  private static let highest = 44.0

  /// Reads a PNG.
  public init(png: [UInt8]) throws(PDFError) {
    var rest = png[...]
    let read = withUnsafeMutablePointer(to: &rest) { rest in
      cairo_image_surface_create_from_png_stream(
        { closure, target, count in
          guard let rest = closure?.assumingMemoryBound(to: ArraySlice<UInt8>.self), let target,
            rest.pointee.count >= Int(count)
          else { return CAIRO_STATUS_READ_ERROR }
          for (index, byte) in rest.pointee.prefix(Int(count)).enumerated() {
            target[index] = byte
          }
          rest.pointee = rest.pointee.dropFirst(Int(count))
          return CAIRO_STATUS_SUCCESS
        }, rest)
    }
    guard let read else { throw .badPicture("it cannot be read as a PNG") }
    let status = cairo_surface_status(read)
    guard status == CAIRO_STATUS_SUCCESS else {
      cairo_surface_destroy(read)
      throw .badPicture(
        "it cannot be read as a PNG: \(String(cString: cairo_status_to_string(status)))")
    }
    let size = (
      width: Double(cairo_image_surface_get_width(read)),
      height: Double(cairo_image_surface_get_height(read))
    )
    let scale = min(Self.widest / size.width, Self.highest / size.height)
    (width, height) = (size.width * scale, size.height * scale)
    picture = read
  }

  deinit { cairo_surface_destroy(picture) }

  /// Draws it with its top left corner at a place.
  public func draw(x: Double, y: Double, on canvas: PageCanvas) {
    canvas.picture(picture, width: width, height: height, x: x, y: y)
  }
}
