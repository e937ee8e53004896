extension DocumentNode {
  /// The largest file that is read, in bytes: some 30 000 products.
  static let fileBytesMax = 16 * 1024 * 1024

  /// The documents of a YAML file; `-` is standard input.
  public static func documents(
    ofFile path: String
  ) throws(DocumentError) -> [DocumentNode] {
    try documents(
      of: try FileContents.bytes(ofFile: path, bytesMax: fileBytesMax), file: path)
  }

  /// The text of a file, which must be UTF-8; `-` is standard input.
  public static func text(ofFile path: String) throws(DocumentError) -> String {
    let bytes = try FileContents.bytes(ofFile: path, bytesMax: fileBytesMax)
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw DocumentError(
        code: .invalidYAML, file: path, line: nil, key: "", message: "is not valid UTF-8")
    }
    return text
  }

  /// The documents of a YAML text; documents without any content are left out.
  public static func documents(
    of text: String, file: String
  ) throws(DocumentError) -> [DocumentNode] {
    try documents(of: Array(text.utf8), file: file)
  }

  static func documents(
    of bytes: [UInt8], file: String
  ) throws(DocumentError) -> [DocumentNode] {
    let text = bytes.withoutByteOrderMark
    // `withUnsafeBufferPointer` does not hand on the type of what is thrown.
    let result = text.withUnsafeBufferPointer { text in
      Result { () throws(DocumentError) in
        var parser = YAMLDocumentParser(text, file: file)
        return try parser.documents()
      }
    }
    return try result.get()
  }
}
