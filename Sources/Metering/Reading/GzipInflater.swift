internal import CZlib

/// Decompresses a gzip file of one or several members (RFC 1952). Checksums and lengths are
/// verified; a file that ends within a member, or goes on with anything else, is an error.
final class GzipInflater {
  private let source: RawFile
  private var isInsideMember = true

  /// On the heap, because zlib remembers the address of its stream.
  private let stream: UnsafeMutablePointer<z_stream>

  /// On the heap, because the stream points into it between calls.
  private let input: UnsafeMutableBufferPointer<UInt8>

  private static let inputBytes = 1 << 18

  /// zlib's code for the largest window with a gzip header and trailer.
  private static let gzipWindowBits: Int32 = 15 + 16

  /// Starts at the first byte of `source`.
  init(source: RawFile) throws(ReadError) {
    self.source = source
    self.input = .allocate(capacity: Self.inputBytes)
    self.stream = .allocate(capacity: 1)
    self.stream.initialize(to: z_stream())
    let status = inflateInit2_(
      stream, Self.gzipWindowBits, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    guard status == Z_OK else {
      throw ReadError(
        .noMemory, file: source.name, "zlib could not be started (\(status))",
        expected: "about 300 KiB of free memory")
    }
  }

  deinit {
    inflateEnd(stream)
    stream.deinitialize(count: 1)
    stream.deallocate()
    input.deallocate()
  }

  /// Fills the front of a buffer of at least one byte; returns how many bytes, 0 at the end only.
  func read(into buffer: UnsafeMutableBufferPointer<UInt8>) throws(ReadError) -> Int {
    while true {
      if !isInsideMember {
        guard try hasInput() else { return 0 }
        inflateReset(stream)
        isInsideMember = true
      }
      let count = try inflateOnce(into: buffer)
      if count > 0 { return count }
      if isInsideMember, try !hasInput() { throw corrupt("the compressed data is cut off") }
    }
  }

  /// One call of zlib: it writes at most `output.count` bytes and returns how many.
  private func inflateOnce(
    into output: UnsafeMutableBufferPointer<UInt8>
  ) throws(ReadError) -> Int {
    let capacity = UInt32(clamping: output.count)
    stream.pointee.next_out = output.baseAddress
    stream.pointee.avail_out = capacity
    switch inflate(stream, Z_NO_FLUSH) {
    case Z_OK, Z_BUF_ERROR: break
    case Z_STREAM_END: isInsideMember = false
    default:
      let reason = stream.pointee.msg.map { String(cString: $0) } ?? "unknown"
      throw corrupt("the compressed data is damaged (\(reason))")
    }
    return Int(capacity - stream.pointee.avail_out)
  }

  /// Whether compressed bytes are there, after reading more where none were left.
  private func hasInput() throws(ReadError) -> Bool {
    guard stream.pointee.avail_in == 0 else { return true }
    let count = try source.read(into: input)
    stream.pointee.next_in = input.baseAddress
    stream.pointee.avail_in = UInt32(count)
    return count > 0
  }

  private func corrupt(_ message: String) -> ReadError {
    ReadError(
      .corruptGzip, file: source.name, message,
      expected: "a whole gzip file; `gzip -t` tells whether it is one")
  }
}
