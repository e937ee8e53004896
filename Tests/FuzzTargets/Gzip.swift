import CZlib

/// Packs bytes, to be unpacked by the parser under test.
enum Gzip {
  /// One member of a gzip file.
  static func member(_ bytes: some Collection<UInt8>) throws -> [UInt8] {
    var input = Array(bytes)
    let (inputCount, capacity) = (input.count, input.count + 1024)
    var stream = z_stream()
    // The largest window, with a gzip header and trailer.
    let status = deflateInit2_(
      &stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
      Int32(MemoryLayout<z_stream>.size))
    guard status == Z_OK else { throw Finding("zlib cannot be started: \(status)") }
    defer { deflateEnd(&stream) }
    return input.withUnsafeMutableBufferPointer { input in
      Array(unsafeUninitializedCapacity: capacity) { output, count in
        stream.next_in = input.baseAddress
        stream.avail_in = UInt32(inputCount)
        stream.next_out = output.baseAddress
        stream.avail_out = UInt32(output.count)
        deflate(&stream, Z_FINISH)
        count = output.count - Int(stream.avail_out)
      }
    }
  }
}
