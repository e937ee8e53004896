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

  /// Lines of JSON.
  public var form: RecordForm { .ndjson }

  /// Reads the next line that is not blank.
  public func next(_ take: (LentReading) -> Void) throws(ReadError) -> ReadingStep {
    while let record = try records.next() {
      switch record {
      case .oversized(let line, let oversized):
        LentReading.lend(line: line, oversized, take)
        return .event
      case .pause:
        return .pause
      case .whole(let line, let range):
        let isRead = records.withBytes(of: range) { bytes in
          guard !bytes.isBlank else { return false }
          read(bytes, line: line, take)
          return true
        }
        if isRead { return .event }
      }
    }
    return .end
  }

  private func read(
    _ bytes: UnsafeBufferPointer<UInt8>, line: Int, _ take: (LentReading) -> Void
  ) {
    parser.read(bytes) { fields, problem in
      let result =
        problem.map { problem in
          .failure(
            rules.malformed("the line is not one valid JSON object: \(problem)", fields))
        } ?? rules.check(fields)
      take(LentReading(line: line, raw: bytes, result: result))
    }
  }
}
