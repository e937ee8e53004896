/// The bytes of a file or of standard input, decompressed where they are gzip.
///
/// Constant memory, whatever the size. Not for use by several tasks at once.
public final class InputFile {
  private let file: RawFile
  private let inflater: GzipInflater?

  /// The first two bytes of every gzip member.
  private static let gzipMagic: [UInt8] = [0x1F, 0x8B]

  /// Opens a path, or standard input for `-`; reads the first bytes to tell whether they are gzip.
  public init(path: String) throws(ReadError) {
    self.file = try RawFile(path: path)
    self.inflater = try file.begins(with: Self.gzipMagic) ? GzipInflater(source: file) : nil
  }

  /// Bytes that are in memory, as they are.
  init(name: String, bytes: [UInt8]) {
    self.file = RawFile(name: name, bytes: bytes)
    self.inflater = nil
  }

  /// The path, `-` for standard input.
  public var name: String { file.name }

  /// The bytes taken from the file so far, compressed where it is compressed: for progress.
  public var bytesConsumed: Int { file.bytesConsumed }

  /// The size of the file in bytes; nil for a pipe.
  public var bytesTotal: Int? { file.bytesTotal }

  /// Whether the input is still being written, as a pipe is: its end may be far away.
  public var isLive: Bool { file.bytesTotal == nil }

  /// Whether `read` will not wait long; see `RawFile`. Compressed input comes when it is whole.
  func isReady(withinMilliseconds limit: Int32) -> Bool {
    inflater != nil || file.isReady(withinMilliseconds: limit)
  }

  /// Fills the front of a buffer of at least one byte; returns how many bytes, 0 at the end only.
  func read(into buffer: UnsafeMutableBufferPointer<UInt8>) throws(ReadError) -> Int {
    guard let inflater else { return try file.read(into: buffer) }
    return try inflater.read(into: buffer)
  }
}
