/// Calls `body` with the strings as C strings, and a NULL after the last one.
///
/// The pointers are valid until `body` returns, each up to its string's terminating zero.
func withCStringArray<Result>(
  _ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
) -> Result {
  var bytes: [CChar] = []
  var offsets: [Int] = []
  for string in strings {
    offsets.append(bytes.count)
    bytes.append(contentsOf: string.utf8CString)
  }
  return bytes.withUnsafeMutableBufferPointer { buffer in
    // Every offset is below the buffer's count: each string has at least its zero.
    body(offsets.map { offset in buffer.baseAddress.map { $0 + offset } } + [nil])
  }
}
