import Documents
import Foundation

/// The logo at the head of a seller's documents on pages: a PNG. It is no part of what is issued.
public struct SellerLogo: Hashable, Sendable {
  /// The file, as it was given.
  public let png: [UInt8]

  /// As many bytes as the largest text of a document holds in base64, and so many pixels: more
  /// would not be seen in print.
  private static let bytesMax = 49_152
  private static let pixelsMax = 4_000_000

  /// Reads the base64 (RFC 4648) of a file, which may be broken into lines. Only its head is looked
  /// at here: whether the picture can be drawn is seen where it is.
  init(_ node: DocumentNode) throws(DocumentError) {
    let text = try node.string().filter { !$0.isWhitespace }
    guard text.utf8.count <= (Self.bytesMax + 2) / 3 * 4, let data = Data(base64Encoded: text),
      data.count <= Self.bytesMax, let size = Self.size(of: Array(data)),
      size.width > 0, size.height > 0,
      !size.width.multipliedReportingOverflow(by: size.height).overflow,
      size.width * size.height <= Self.pixelsMax
    else {
      throw node.invalid(
        "the base64 of a PNG of at most 48 KiB and 4 million pixels (`base64 -w0 logo.png`)")
    }
    png = Array(data)
  }

  /// From the header, which comes first (ISO 15948, 11.2.2); nil where this is no PNG.
  private static func size(of bytes: [UInt8]) -> (width: Int, height: Int)? {
    let head: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13]
    guard bytes.count > 33, bytes.starts(with: head + Array("IHDR".utf8)) else { return nil }
    let number = { (start: Int) in bytes[start..<start + 4].reduce(0) { $0 << 8 | Int($1) } }
    return (number(16), number(20))
  }
}
