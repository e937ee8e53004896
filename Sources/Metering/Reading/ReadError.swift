/// Why an input cannot be read (on): nothing that concerns a single event.
public struct ReadError: Error, Equatable, Sendable {
  /// What kind of thing is wrong. The raw values are stable codes.
  public enum Code: String, CaseIterable, Sendable {
    /// The file does not exist or may not be read.
    case cannotOpen = "cannot_open"
    /// The file system or the pipe failed while reading.
    case cannotRead = "cannot_read"
    /// The gzip stream is cut off or damaged.
    case corruptGzip = "corrupt_gzip"
    /// The CSV header lacks a column, or has it twice.
    case badHeader = "bad_header"
    /// The map is no valid YAML, or does not say what a map must.
    case badMap = "bad_map"
    /// The parser could not be given memory.
    case noMemory = "no_memory"
  }

  /// What kind of thing is wrong.
  public let code: Code

  /// The input or the map that is wrong, as it was named.
  public let file: String

  /// Where in the file, from 1; nil where it is the file as a whole.
  public let line: Int?

  /// The key of the map that is wrong, such as `time.format`; nil for anything but a map.
  public let key: String?

  /// What happened, for a map also what was expected.
  public let message: String

  /// What would have been right, or what to do, where the message does not say.
  public let expected: String?

  /// An error of its parts.
  init(
    _ code: Code, file: String, line: Int? = nil, key: String? = nil, _ message: String,
    expected: String? = nil
  ) {
    self.code = code
    self.file = file
    self.line = line
    self.key = key
    self.message = message
    self.expected = expected
  }
}

extension ReadError: CustomStringConvertible {
  /// `FILE:LINE: KEY: what happened; expected what would have been right`.
  public var description: String {
    let place = line.map { "\(file):\($0)" } ?? file
    let subject = key.map { "\($0): " } ?? ""
    return "\(place): \(subject)\(message)" + (expected.map { "; expected \($0)" } ?? "")
  }
}
