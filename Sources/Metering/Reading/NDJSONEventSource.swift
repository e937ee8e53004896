public import Calendars

/// CloudEvents in JSON, one per line. Blank lines are skipped.
public final class NDJSONEventSource: EventSource {
  private var records: RecordReader<LineBoundary>
  private let parser: JSONEventParser
  private let rules: EventRules

  /// Reads `input`; events more than a day after `now` are out of range.
  public convenience init(input: InputFile, now: Instant) throws(ReadError) {
    try self.init(input: input, now: now, chunkBytes: 1 << 20)
  }

  /// Reads in chunks of any size from 1.
  package init(input: InputFile, now: Instant, chunkBytes: Int) throws(ReadError) {
    self.records = RecordReader(input: input, boundary: LineBoundary(), chunkBytes: chunkBytes)
    self.parser = try JSONEventParser(file: input.name)
    self.rules = EventRules(
      now: now, timeFormat: .rfc3339(allowingSpace: false), isTabular: false)
  }

  /// Where the events come from.
  public var input: InputFile { records.input }

  /// The next line's event, sound or not; nil at the end of the input.
  public func next() throws(ReadError) -> EventReading? {
    while let record = try records.next() {
      switch record {
      case .oversized(let line, let oversized):
        return EventReading(line: line, oversized: oversized)
      case .whole(let line, let range):
        if let reading = records.withBytes(of: range, { read($0, line: line) }) { return reading }
      }
    }
    return nil
  }

  private func read(_ bytes: UnsafeBufferPointer<UInt8>, line: Int) -> EventReading? {
    guard !bytes.allSatisfy(Self.isBlank) else { return nil }
    let result = parser.read(bytes) { fields, problem -> Result<Event, Rejection> in
      guard let problem else { return rules.check(fields) }
      return .failure(
        rules.malformed("the line is not one valid JSON object: \(problem)", fields))
    }
    return EventReading(line: line, raw: Array(bytes), result: result)
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == Byte.carriageReturn
  }
}
