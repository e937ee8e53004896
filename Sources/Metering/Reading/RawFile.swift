internal import Glibc

/// An open file, or standard input, as the bytes that it holds. Closed when it is released.
final class RawFile {
  /// The path, `-` for standard input.
  let name: String

  /// The size in bytes; nil for a pipe or a terminal.
  let bytesTotal: Int?

  /// The bytes read so far.
  private(set) var bytesConsumed = 0

  /// nil where all bytes are in memory.
  private let descriptor: Int32?
  /// Bytes that come before those of the descriptor.
  private var lookahead: [UInt8] = []

  /// Opens a path, or standard input for `-`.
  init(path: String) throws(ReadError) {
    let descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Self.cannotOpen(path, Self.systemMessage()) }
    self.descriptor = descriptor
    self.name = path
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      self.bytesTotal = nil
      throw Self.cannotOpen(path, Self.systemMessage())
    }
    let kind = status.st_mode & S_IFMT
    self.bytesTotal = kind == S_IFREG ? Int(status.st_size) : nil
    guard kind != S_IFDIR else { throw Self.cannotOpen(path, "it is a directory") }
  }

  /// Bytes that are in memory, called `name` in errors.
  init(name: String, bytes: [UInt8]) {
    self.name = name
    bytesTotal = bytes.count
    descriptor = nil
    lookahead = bytes
  }

  deinit {
    if let descriptor, descriptor != STDIN_FILENO { close(descriptor) }
  }

  /// Whether the file begins with these bytes. Nothing is lost: `read` gives them again. To be
  /// called before the first `read` only.
  func begins(with magic: [UInt8]) throws(ReadError) -> Bool {
    var start = [UInt8](repeating: 0, count: magic.count)
    var filled = 0
    while filled < magic.count {
      let count = try start.withUnsafeMutableBufferPointer { buffer throws(ReadError) in
        try readFromSystem(into: UnsafeMutableBufferPointer(rebasing: buffer[filled...]))
      }
      if count == 0 { break }
      filled += count
    }
    lookahead = Array(start[..<filled])
    return lookahead == magic
  }

  /// Whether `read` will not wait: bytes are there, or the end. Of a pipe this is found out within
  /// so many milliseconds; a file never waits.
  func isReady(withinMilliseconds limit: Int32) -> Bool {
    guard let descriptor, bytesTotal == nil, lookahead.isEmpty else { return true }
    var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    // What poll cannot tell, `read` will.
    return poll(&request, 1, limit) != 0
  }

  /// Fills the front of a buffer of at least one byte; returns how many bytes, 0 at the end only.
  func read(into buffer: UnsafeMutableBufferPointer<UInt8>) throws(ReadError) -> Int {
    guard lookahead.isEmpty else {
      let count = min(lookahead.count, buffer.count)
      _ = buffer.update(fromContentsOf: lookahead[..<count])
      lookahead.removeFirst(count)
      return count
    }
    return try readFromSystem(into: buffer)
  }

  private func readFromSystem(
    into buffer: UnsafeMutableBufferPointer<UInt8>
  ) throws(ReadError) -> Int {
    guard let descriptor else { return 0 }
    while true {
      let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
      if count >= 0 {
        bytesConsumed += count
        return count
      }
      guard errno == EINTR else {
        throw ReadError(
          .cannotRead, file: name, Self.systemMessage(), expected: "input that can be read on")
      }
    }
  }

  private static func cannotOpen(_ path: String, _ message: String) -> ReadError {
    ReadError(
      .cannotOpen, file: path, message,
      expected: "a file that exists and may be read, or - for standard input")
  }

  private static func systemMessage() -> String { String(cString: strerror(errno)) }
}
