import Crypto
import Documents
import Foundation

extension InvoiceDocument {
  /// What stands before the first document of a series.
  public static let genesisDigest = String(repeating: "0", count: 64)

  /// SHA-256 of the previous document's digest, as 64 ASCII characters, and this one's canonical
  /// JSON; lower-case hex.
  public static func digest(after previous: String, canonicalJSON: String) -> String {
    var hash = SHA256()
    for var text in [previous, canonicalJSON] {
      text.withUTF8 { hash.update(bufferPointer: UnsafeRawBufferPointer($0)) }
    }
    return hash.finalize().hexadecimal
  }

  /// Reads a document that was stored, with its digest put back.
  public init(canonicalJSON: String, digest: String) throws {
    self = try JSONDecoder().decode(InvoiceDocument.self, from: Data(canonicalJSON.utf8))
    self.digest = digest
  }
}
