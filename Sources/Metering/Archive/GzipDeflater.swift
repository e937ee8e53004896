internal import CZlib

/// Compresses bytes to one gzip member (RFC 1952) without a name and a time: the same bytes give
/// the same file.
final class GzipDeflater {
  /// On the heap, because zlib remembers the address of its stream.
  private let stream: UnsafeMutablePointer<z_stream>
  private var output = [UInt8](repeating: 0, count: 1 << 18)

  /// zlib's code for the largest window with a gzip header and trailer, and its default of memory.
  private static let gzipWindowBits: Int32 = 15 + 16
  private static let memoryLevel: Int32 = 8

  /// For a file of that name.
  init(file: String) throws(ArchiveError) {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    let status = deflateInit2_(
      stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, Self.gzipWindowBits, Self.memoryLevel,
      Z_DEFAULT_STRATEGY, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    guard status == Z_OK else {
      throw .cannotWrite(file: file, reason: "zlib could not be started (\(status))")
    }
  }

  deinit {
    deflateEnd(stream)
    stream.deinitialize(count: 1)
    stream.deallocate()
  }

  /// Compresses bytes, the last ones where `isLast`; `take` receives what comes of it, in pieces.
  func deflate(
    _ bytes: [UInt8], isLast: Bool, _ take: (ArraySlice<UInt8>) throws(ArchiveError) -> Void
  ) throws(ArchiveError) {
    var input = bytes
    var consumed = 0
    var isDone = false
    while !isDone {
      let written = step(&input, from: &consumed, flush: isLast ? Z_FINISH : Z_NO_FLUSH)
      try take(output[..<written])
      // zlib fills the output as long as it has more.
      isDone = written < output.count
    }
  }

  /// One call of zlib: moves `consumed` behind what it took, and returns how much it gave.
  private func step(_ input: inout [UInt8], from consumed: inout Int, flush: Int32) -> Int {
    input.withUnsafeMutableBufferPointer { input in
      output.withUnsafeMutableBufferPointer { output in
        stream.pointee.next_in = input.baseAddress.map { $0 + consumed }
        stream.pointee.avail_in = UInt32(input.count - consumed)
        stream.pointee.next_out = output.baseAddress
        stream.pointee.avail_out = UInt32(output.count)
        CZlib.deflate(stream, flush)
        consumed = input.count - Int(stream.pointee.avail_in)
        return output.count - Int(stream.pointee.avail_out)
      }
    }
  }
}
