internal import Crypto
internal import Documents
internal import Glibc

/// What a file of an archived month holds.
struct ArchiveContent: Equatable {
  /// The number of lines, each of which is an event.
  let events: Int64
  /// SHA-256 of all bytes before they were compressed, in lower-case hex.
  let sha256: String
}

/// Reads the lines of an archived month and digests them, in constant memory.
struct ArchiveReader {
  private let input: InputFile
  private var storage: [UInt8]
  /// The bytes at hand are `start..<end`.
  private var start = 0
  private var end = 0
  private var hash = SHA256()
  private var lineCount: Int64 = 0

  /// Lines have an event of at most 1 MiB, and less than that beside it.
  private static let lineBytesMax = 2 * RecordLimits.bytesMax

  init(path: String) throws(ReadError) {
    input = try InputFile(path: path)
    storage = [UInt8](repeating: 0, count: Self.lineBytesMax)
  }

  /// The next line without its end; nil at the end of the file. What an archive cannot hold ends
  /// the lines as well, and the content tells: it is digested.
  mutating func next() throws(ReadError) -> [UInt8]? {
    var examined = start
    while true {
      if let lineEnd = lineFeed(in: examined..<end) {
        digest(start..<(lineEnd + 1))
        defer { start = lineEnd + 1 }
        lineCount += 1
        return Array(storage[start..<lineEnd])
      }
      examined = end - start
      guard try fill() else {
        isAtEnd = start == end
        digest(start..<end)
        start = end
        return nil
      }
    }
  }

  /// What was read so far.
  var content: ArchiveContent {
    ArchiveContent(events: lineCount, sha256: hash.finalize().hexadecimal)
  }

  /// Whether nothing was left that is no line.
  private(set) var isAtEnd = false

  /// Reads a file to its end.
  static func content(ofFile path: String) throws(ReadError) -> ArchiveContent {
    var reader = try ArchiveReader(path: path)
    while try reader.next() != nil {}
    return reader.content
  }

  private func lineFeed(in range: Range<Int>) -> Int? {
    storage.withUnsafeBytes { bytes in
      guard let first = bytes.baseAddress,
        let found = memchr(first + range.lowerBound, Int32(Byte.lineFeed), range.count)
      else { return nil }
      return UnsafeRawPointer(found) - first
    }
  }

  private mutating func digest(_ range: Range<Int>) {
    storage.withUnsafeBytes { bytes in
      hash.update(bufferPointer: UnsafeRawBufferPointer(rebasing: bytes[range]))
    }
  }

  /// Moves what is at hand to the front and reads behind it; false at the end, and where a line is
  /// too long.
  private mutating func fill() throws(ReadError) -> Bool {
    let (pending, kept, input) = (start..<end, end - start, input)
    let count = try storage.withUnsafeMutableBufferPointer { buffer throws(ReadError) -> Int in
      UnsafeMutableRawBufferPointer(buffer)
        .copyMemory(from: UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: buffer[pending])))
      guard kept < buffer.count else { return 0 }
      return try input.read(into: UnsafeMutableBufferPointer(rebasing: buffer[kept...]))
    }
    start = 0
    end = kept + count
    return count > 0
  }
}
