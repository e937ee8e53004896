import Catalogue
import Documents
import Foundation
import Testing

/// A seller's logo in its document: a PNG as base64.
@Suite struct SellerLogoTests {
  private static let head: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

  /// The head of a PNG, and so many bytes in all.
  private static func png(width: UInt32, height: UInt32, count: Int = 100) -> [UInt8] {
    let number = { (value: UInt32) in (0..<4).map { UInt8(value >> (24 - 8 * $0) & 255) } }
    let bytes = head + number(13) + Array("IHDR".utf8) + number(width) + number(height)
    return bytes + [UInt8](repeating: 0, count: max(count - bytes.count, 0))
  }

  private func logo(_ text: String) throws -> SellerLogo? {
    let nodes = try DocumentNode.documents(
      of: """
        kind: Seller
        name: s
        spec:
          legal_name: Seller
          identifiers: { siren: "123456782" }
          address: { line1: a, postcode: "75002", city: Paris, country: FR }
          logo: \(text)
          numbering: { series: FR, pattern: "{series}-{year}-{seq:6}" }
        """, file: "seller.yaml")
    guard case .seller(let seller) = try Document(#require(nodes.first)).content else { return nil }
    return seller.logo
  }

  private func base64(_ bytes: [UInt8]) -> String { Data(bytes).base64EncodedString() }

  @Test func `is kept as it was given, also where it is broken into lines`() throws {
    let largest = Self.png(width: 300, height: 80, count: 49_152)
    #expect(try logo(base64(largest))?.png == largest)
    let png = Self.png(width: 300, height: 80, count: 40_000)
    let lines = Data(png).base64EncodedString(options: .lineLength76Characters)
      .replacing("\r\n", with: "\n    ")
    #expect(try logo("|\n    " + lines)?.png == png)
  }

  @Test(arguments: [
    png(width: 4001, height: 1000),
    png(width: 0, height: 80), png(width: .max, height: .max), head, Array("GIF89a".utf8),
  ])
  func `is refused where it is too large or no PNG`(bytes: [UInt8]) throws {
    let error = #expect(throws: DocumentError.self) { try logo(base64(bytes)) }
    #expect(error?.code == .invalidValue && error?.key == "spec.logo" && error?.line == 7)
  }

  @Test func `is refused where it is larger than a text of a document`() throws {
    let png = Self.png(width: 300, height: 80, count: 49_153)
    #expect(throws: DocumentError.self) { try logo(base64(png)) }
  }

  @Test(arguments: ["nonsense!", "\"\"", "[]"]) func `is refused where it is no base64`(
    text: String
  ) throws {
    #expect(throws: DocumentError.self) { try logo(text) }
  }
}
