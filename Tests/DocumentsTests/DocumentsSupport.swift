import Documents

/// The error of a text that is read as documents, each of which `read` looks at; nil where there is
/// none.
func documentError(
  _ text: String, _ read: (DocumentNode) throws(DocumentError) -> Void = { _ in }
) -> DocumentError? {
  do throws(DocumentError) {
    for node in try DocumentNode.documents(of: text, file: "f.yaml") { try read(node) }
    return nil
  } catch {
    return error
  }
}
