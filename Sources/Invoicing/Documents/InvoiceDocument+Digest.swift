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
  ///
  /// - Throws: `InvoicingError.unreadableDocument`.
  public init(canonicalJSON: String, digest: String) throws(InvoicingError) {
    let data = Data(canonicalJSON.utf8)
    do {
      self = try JSONDecoder().decode(InvoiceDocument.self, from: data)
    } catch {
      let numbered = try? JSONDecoder().decode(Numbered.self, from: data)
      throw .unreadableDocument(
        numbered?.number ?? "without a number", key: (error as? DecodingError)?.path ?? "document")
    }
    self.digest = digest
  }

  private struct Numbered: Decodable {
    let number: String
  }
}

extension DecodingError {
  /// The key that it is about, such as `lines.0.kind`.
  fileprivate var path: String {
    let keys: [any CodingKey]
    switch self {
    case .keyNotFound(let key, let context): keys = context.codingPath + [key]
    case .typeMismatch(_, let context), .valueNotFound(_, let context),
      .dataCorrupted(let context):
      keys = context.codingPath
    @unknown default: keys = []
    }
    let path = keys.map { $0.intValue.map(String.init) ?? $0.stringValue }.joined(separator: ".")
    return path.isEmpty ? "document" : path
  }
}
