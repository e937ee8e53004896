internal import Documents
internal import Glibc

/// Writes lines to a new gzip file, in constant memory.
final class ArchiveWriter {
  private let path: String
  private let descriptor: Int32
  private let deflater: GzipDeflater
  /// Lines that were not compressed yet.
  private var pending: [UInt8] = []

  private static let pendingBytesMax = 1 << 18

  /// Begins a file that does not exist; only its owner may read it.
  init(path: String) throws(ArchiveError) {
    self.path = path
    deflater = try GzipDeflater(file: path)
    descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw failure() }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// Adds a line; the bytes hold no line feed.
  func append(_ line: [UInt8]) throws(ArchiveError) {
    pending.append(contentsOf: line)
    pending.append(Byte.lineFeed)
    if pending.count >= Self.pendingBytesMax { try flush(isLast: false) }
  }

  /// Ends the file; returns once it is on disk.
  func finish() throws(ArchiveError) {
    try flush(isLast: true)
    guard fsync(descriptor) == 0 else { throw failure() }
    // Whoever verifies the file is to read it from the disk, not from memory.
    posix_fadvise(descriptor, 0, 0, POSIX_FADV_DONTNEED)
  }

  private func flush(isLast: Bool) throws(ArchiveError) {
    try deflater.deflate(pending, isLast: isLast) { bytes throws(ArchiveError) in
      try write(bytes)
    }
    pending.removeAll(keepingCapacity: true)
  }

  private func write(_ bytes: ArraySlice<UInt8>) throws(ArchiveError) {
    var rest = bytes
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count >= 0 {
        rest = rest.dropFirst(count)
      } else if errno != EINTR {
        throw failure()
      }
    }
  }

  private func failure() -> ArchiveError {
    .cannotWrite(file: path, reason: String(cString: strerror(errno)))
  }
}
