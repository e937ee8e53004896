import Crypto
import Foundation

extension InvoiceDocument {
  /// What stands before the first document of a series.
  public static let genesisDigest = String(repeating: "0", count: 64)

  /// The canonical JSON (RFC 8785) of the document without its digest: what is hashed and stored.
  ///
  /// The document has neither numbers but small whole ones nor keys but lower-case ASCII, for which
  /// sorted keys and unescaped slashes make Foundation's output canonical; a test holds that.
  public func canonicalJSON() throws -> String {
    var document = self
    document.digest = nil
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(document), as: UTF8.self)
  }

  /// SHA-256 of the previous document's digest, as 64 ASCII characters, and this one's canonical
  /// JSON; lower-case hex.
  public static func digest(after previous: String, canonicalJSON: String) -> String {
    SHA256.hash(data: Data((previous + canonicalJSON).utf8)).map { byte in
      let digits = String(byte, radix: 16)
      return byte < 16 ? "0" + digits : digits
    }.joined()
  }

  /// Reads a document that was stored, with its digest put back.
  public init(canonicalJSON: String, digest: String) throws {
    self = try JSONDecoder().decode(InvoiceDocument.self, from: Data(canonicalJSON.utf8))
    self.digest = digest
  }
}
