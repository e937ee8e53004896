public import Calendars

/// Usage events in CSV (RFC 4180) with a header, one per row; read through a map where there is
/// one. Empty lines, and rows that the map leaves out, are skipped.
public final class CSVEventSource: EventSource {
  private var records: RecordReader<RowBoundary>
  private var row = CSVRow()
  private let columnCount: Int
  private let plan: RowPlan<Int>
  private let rules: EventRules
  private let separator: UInt8

  /// Reads the header of `input`; events more than a day after `now` are out of range.
  public convenience init(
    input: InputFile, map: EventMap? = nil, now: Instant
  ) throws(ReadError) {
    try self.init(input: input, map: map, now: now, chunkBytes: 1 << 20)
  }

  /// Reads in chunks of any size from 1.
  package init(
    input: InputFile, map: EventMap?, now: Instant, chunkBytes: Int
  ) throws(ReadError) {
    self.separator = map?.separator ?? UInt8(ascii: ",")
    var records = RecordReader(
      input: input, boundary: RowBoundary(separator: separator), chunkBytes: chunkBytes)
    let header = try CSVHeader(readingFrom: &records, separator: separator)
    self.records = records
    self.columnCount = header.columns.count
    if let map {
      self.plan = try map.plan(for: header)
    } else {
      self.plan = try RowPlan(standardColumnsOf: header)
    }
    self.rules = EventRules(
      now: now, timeFormat: map?.timeFormat ?? .rfc3339(allowingSpace: false), isTabular: true)
  }

  /// Where the events come from.
  public var input: InputFile { records.input }

  /// The next row's event, sound or not; nil at the end of the input.
  public func next() throws(ReadError) -> EventReading? {
    while let record = try records.next() {
      switch record {
      case .oversized(let line, let oversized):
        return EventReading(line: line, oversized: oversized)
      case .whole(let line, let range):
        if let reading = read(range, line: line) { return reading }
      }
    }
    return nil
  }

  private func read(_ range: Range<Int>, line: Int) -> EventReading? {
    guard !range.isEmpty else { return nil }
    let separator = separator
    if let problem = records.withBytes(of: range, { row.read($0, separator: separator) }) {
      return reading(range, line: line, .failure(malformed(problem)))
    }
    guard row.cells.count == columnCount else {
      let problem = "the row has \(row.cells.count) cells, the header \(columnCount)"
      return reading(range, line: line, .failure(malformed(problem)))
    }
    guard plan.selects(row) else { return nil }
    let result = plan.withFields(of: &row) { rules.check($0) }
    return reading(range, line: line, result)
  }

  private func reading(
    _ range: Range<Int>, line: Int, _ result: Result<Event, Rejection>
  ) -> EventReading {
    EventReading(line: line, raw: records.withBytes(of: range) { Array($0) }, result: result)
  }

  /// Which cell is which cannot be said of a broken row, so it has no identity.
  private func malformed(_ detail: String) -> Rejection {
    Rejection(reason: .malformed, detail: detail)
  }
}

extension CSVHeader {
  /// The first row that is not empty.
  fileprivate init(
    readingFrom records: inout RecordReader<RowBoundary>, separator: UInt8
  ) throws(ReadError) {
    let file = records.input.name
    let expected = "a row with the names of the columns"
    while let record = try records.next() {
      guard case .whole(let line, let range) = record else { break }
      guard !range.isEmpty else { continue }
      var row = CSVRow()
      if let problem = records.withBytes(of: range, { row.read($0, separator: separator) }) {
        throw ReadError(.badHeader, file: file, line: line, problem, expected: expected)
      }
      let columns = row.cells.map { String(decoding: row.bytes[$0], as: UTF8.self) }
      self.init(file: file, line: line, columns: columns)
      return
    }
    throw ReadError(.badHeader, file: file, line: 1, "there is no header", expected: expected)
  }
}
