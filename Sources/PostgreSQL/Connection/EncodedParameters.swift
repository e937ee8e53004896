internal import CLibPQ

/// The parameters of one call in PostgreSQL's binary format, in one buffer.
struct EncodedParameters {
  /// The type of each parameter.
  let types: [Oid]
  private var buffer = PostgresBuffer()
  private var ranges: [Range<Int>?] = []

  /// Encodes the values in order.
  ///
  /// - Throws: `value_out_of_range`, naming the parameter.
  init(_ values: [any PostgresEncodable]) throws(PostgresError) {
    types = values.map { type(of: $0).postgresType.oid }
    for (index, value) in values.enumerated() {
      let start = buffer.count
      if value.isNull {
        ranges.append(nil)
        continue
      }
      do throws(PostgresError) {
        try value.encode(into: &buffer)
      } catch {
        throw error.at("parameter $\(index + 1)")
      }
      ranges.append(start..<buffer.count)
    }
    // An empty text is a pointer to nothing, not a NULL: the buffer must have an address.
    buffer.append(UInt8(0))
  }

  /// Calls `body` with what libpq asks for, one entry each: values, lengths in bytes, formats.
  ///
  /// The pointers are valid until `body` returns, each for its length.
  func withPointers<Result>(
    _ body: ([UnsafePointer<CChar>?], [CInt], [CInt]) -> Result
  ) -> Result {
    buffer.bytes.withUnsafeBytes { bytes in
      let start = bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
      let pointers = ranges.map { range in
        range.flatMap { span in start.map { $0 + span.lowerBound } }
      }
      let lengths = ranges.map { CInt($0?.count ?? 0) }
      return body(pointers, lengths, lengths.map { _ in 1 })
    }
  }
}
