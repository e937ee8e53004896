import Documents

/// A version of a document, as it was stored.
struct StoredDocument {
  let version: Int
  let document: Document
  /// The document as YAML in the order in which it was written; nil where only its JSON was kept,
  /// whose keys are sorted.
  let written: String?

  /// The document as people read it.
  func yaml() throws(DocumentError) -> String {
    if let written { return written }
    return try document.node.yaml()
  }
}
