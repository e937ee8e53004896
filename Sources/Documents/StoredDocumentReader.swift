/// Reads back the stored form of documents, which `DocumentNode.json()` wrote. Keeps its memory
/// between them: where there are many customers, there are many documents.
public final class StoredDocumentReader {
  private let reader: JSONLineReader
  private var bytes: [UInt8] = []

  /// Throws `unreadableFile` where there is no memory.
  public init() throws(DocumentError) { reader = try JSONLineReader(file: "") }

  /// The document; its values have no lines. `origin` stands where a file's path would in errors.
  public func document(_ json: String, origin: String) throws(DocumentError) -> DocumentNode {
    bytes.removeAll(keepingCapacity: true)
    bytes.append(contentsOf: json.utf8)
    let count = bytes.count
    bytes.append(contentsOf: repeatElement(0, count: JSONLineReader.paddingBytes))
    let document = bytes.withUnsafeBufferPointer { bytes in
      reader.read(UnsafeBufferPointer(rebasing: bytes[..<count]), number: 1) { line in
        Result { () throws(DocumentError) in try line.document(storedAs: origin) }
      }
    }
    return try document.get()
  }
}
