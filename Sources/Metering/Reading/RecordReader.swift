internal import CSimdJSON
internal import Documents

/// Cuts an input into records, in constant memory: one chunk and one
/// record at the limit.
package struct RecordReader<Boundary: RecordBoundary> {
  /// One record, at the line where it starts, without the end of its line.
  package enum Record {
    /// In memory: a range for `withBytes(of:_:)`, until the next record is read.
    case whole(line: Int, bytes: Range<Int>)
    /// Over the limit of `RecordLimits`.
    case oversized(line: Int, OversizedRecord)
    /// Nothing has come for a while: what was read so far can be worked on meanwhile.
    case pause
  }

  /// Where the bytes come from.
  package let input: InputFile

  private var boundary: Boundary
  private let chunkBytes: Int
  private var storage: [UInt8]

  /// The bytes at hand are `start..<end`; those before `examined` hold no end of the record.
  private var start = 0
  private var examined = 0
  private var end = 0
  private var isAtStartOfInput = true

  /// How many bytes may be read behind a record, whatever they hold.
  private static var paddingBytes: Int { Int(JSON_LINE_PADDING) }

  /// Reads `input` in chunks of any size from 1.
  package init(input: InputFile, boundary: Boundary, chunkBytes: Int = 1 << 20) {
    self.input = input
    self.boundary = boundary
    self.chunkBytes = chunkBytes
    // A record at the limit with its CR and LF, one more chunk, and the padding.
    let capacity = RecordLimits.bytesMax + 2 + chunkBytes + Self.paddingBytes
    self.storage = [UInt8](repeating: 0, count: capacity)
  }

  /// The next record; nil at the end of the input. A pipe that is silent for so many milliseconds
  /// is a pause; -1 waits for ever.
  package mutating func next(
    patienceMilliseconds: Int32 = 1000
  ) throws(ReadError) -> Record? {
    if isAtStartOfInput { try skipByteOrderMark() }
    let line = boundary.linesPassed + 1
    while true {
      if let lineFeed = nextEnd() {
        return takeRecord(line: line, upTo: lineFeed, resumeAt: lineFeed + 1)
      }
      if end - start > RecordLimits.bytesMax + 1 { return try readOversized(line: line) }
      guard input.isReady(withinMilliseconds: patienceMilliseconds) else { return .pause }
      guard try fill() else {
        return start < end ? takeRecord(line: line, upTo: end, resumeAt: end) : nil
      }
    }
  }

  /// How many line feeds were passed so far.
  var linesPassed: Int { boundary.linesPassed }

  /// Lends a record's bytes. JSON_LINE_PADDING more can be read behind them.
  package func withBytes<Result>(
    of range: Range<Int>, _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    storage.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[range])) }
  }

  private mutating func nextEnd() -> Int? {
    let unexamined = examined..<end
    let offset = storage.withUnsafeBufferPointer {
      boundary.end(in: UnsafeBufferPointer(rebasing: $0[unexamined]))
    }
    guard let offset else {
      examined = end
      return nil
    }
    let lineFeed = examined + offset
    examined = lineFeed + 1
    return lineFeed
  }

  private mutating func takeRecord(line: Int, upTo limit: Int, resumeAt next: Int) -> Record {
    let range = start..<withoutCarriageReturn(limit)
    start = next
    guard range.count > RecordLimits.bytesMax else { return .whole(line: line, bytes: range) }
    var oversized = OversizedRecord()
    oversized.absorb(storage[range])
    return .oversized(line: line, oversized)
  }

  /// Reads on to the end of a record that is too long to be kept.
  private mutating func readOversized(line: Int) throws(ReadError) -> Record {
    var oversized = OversizedRecord()
    while true {
      // The last carriage return at hand may belong to the end of the line.
      let certain = withoutCarriageReturn(end)
      oversized.absorb(storage[start..<certain])
      start = certain
      guard try fill() else {
        start = end
        return .oversized(line: line, oversized)
      }
      if let lineFeed = nextEnd() {
        oversized.absorb(storage[start..<withoutCarriageReturn(lineFeed)])
        start = lineFeed + 1
        return .oversized(line: line, oversized)
      }
    }
  }

  /// The end of the record's content where the record, or what is at hand of it, ends at `limit`.
  private func withoutCarriageReturn(_ limit: Int) -> Int {
    limit > start && storage[limit - 1] == Byte.carriageReturn ? limit - 1 : limit
  }

  /// Moves what is at hand to the front and reads one chunk behind it; false at the end.
  private mutating func fill() throws(ReadError) -> Bool {
    let (pending, kept, input) = (start..<end, end - start, input)
    let room = kept..<(kept + chunkBytes)
    let count = try storage.withUnsafeMutableBufferPointer { buffer throws(ReadError) -> Int in
      UnsafeMutableRawBufferPointer(buffer)
        .copyMemory(from: UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: buffer[pending])))
      return try input.read(into: UnsafeMutableBufferPointer(rebasing: buffer[room]))
    }
    examined -= start
    start = 0
    end = kept + count
    // simdjson looks at the byte behind a line: what stood there must not change its finding.
    if count == 0 { storage[end] = Byte.lineFeed }
    return count > 0
  }

  private mutating func skipByteOrderMark() throws(ReadError) {
    isAtStartOfInput = false
    let mark = Byte.orderMark
    while end < mark.count, try fill() {}
    guard storage[..<end].starts(with: mark) else { return }
    start = mark.count
    examined = start
  }
}
