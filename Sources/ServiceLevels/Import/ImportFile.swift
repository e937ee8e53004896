public import Documents

/// An input of `sla import`, whole in memory.
public struct ImportFile: Sendable {
  /// The path as it was given; `-` is standard input.
  public let name: String
  /// What it holds, without a byte-order mark; behind it stands what simdjson wants to see there.
  private let padded: [UInt8]
  private let count: Int

  /// Reads a file, or standard input for `-`.
  public init(path: String) throws(DocumentError) {
    self.init(name: path, bytes: try FileContents.bytes(ofFile: path, bytesMax: Self.bytesMax))
  }

  /// What is in memory already, called `name` in errors.
  public init(name: String, bytes: [UInt8]) {
    self.name = name
    let content = bytes.withoutByteOrderMark
    count = content.count
    padded =
      content + [Byte.lineFeed] + [UInt8](repeating: 0, count: JSONLineReader.paddingBytes)
  }

  /// The largest file that is read: 1 GiB.
  private static let bytesMax = 1 << 30

  /// Lends the bytes; so many as JSON lines want can be read behind them.
  func withBytes<Result, Failure: Error>(
    _ body: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    // `withUnsafeBufferPointer` does not hand on the type of what is thrown.
    let result = padded.withUnsafeBufferPointer { bytes in
      Swift.Result { () throws(Failure) in
        try body(UnsafeBufferPointer(rebasing: bytes[..<count]))
      }
    }
    return try result.get()
  }
}
