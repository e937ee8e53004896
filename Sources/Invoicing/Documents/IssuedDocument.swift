/// A document with its number, as it is stored.
public struct IssuedDocument: Sendable {
  public let document: InvoiceDocument
  /// What was hashed: the document without its digest.
  let canonicalJSON: String

  /// The JSON with its digest, on one line: as programs are given it.
  public func json() -> String { InvoiceDocument.json(canonicalJSON, digest: document.digest) }
}
