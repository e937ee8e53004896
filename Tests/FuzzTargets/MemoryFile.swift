import Glibc

/// A file in memory, for parsers that read files; gone when it is released.
final class MemoryFile {
  private let descriptor: Int32

  /// Where it can be opened.
  var path: String { "/proc/self/fd/\(descriptor)" }

  init(_ bytes: UnsafeRawBufferPointer) throws {
    var name = Array("/dev/shm/releve-fuzz-XXXXXX".utf8CString)
    descriptor = mkstemp(&name)
    try require(descriptor >= 0, "no file can be made in /dev/shm: \(errno)")
    unlink(name)
    var written = 0
    while written < bytes.count {
      let count = write(descriptor, bytes.baseAddress.map { $0 + written }, bytes.count - written)
      try require(count > 0, "no memory for a file of \(bytes.count) bytes")
      written += count
    }
  }

  convenience init(_ bytes: [UInt8]) throws {
    let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 1)
    defer { copy.deallocate() }
    copy.copyBytes(from: bytes)
    try self.init(UnsafeRawBufferPointer(copy))
  }

  deinit { close(descriptor) }
}
