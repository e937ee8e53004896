public import Calendars
internal import Documents

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
    let (header, headerBytes) = try CSVHeader.read(from: &records, separator: separator)
    self.form = RecordForm(format: .csv, header: headerBytes, map: map?.yaml)
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

  /// Rows under their header, with their map.
  public let form: RecordForm

  /// Reads the next row that is neither empty nor left out by the map.
  public func next(_ take: (LentReading) -> Void) throws(ReadError) -> ReadingStep {
    while let record = try records.next() {
      switch record {
      case .oversized(let line, let oversized):
        LentReading.lend(line: line, oversized, take)
        return .event
      case .pause:
        return .pause
      case .whole(let line, let range):
        if records.withBytes(of: range, { read($0, line: line, take) }) { return .event }
      }
    }
    return .end
  }

  /// Whether there was anything to be read in a row.
  private func read(
    _ bytes: UnsafeBufferPointer<UInt8>, line: Int, _ take: (LentReading) -> Void
  ) -> Bool {
    guard !bytes.isEmpty else { return false }
    var problem = row.read(bytes, separator: separator)
    if problem == nil, row.cells.count != columnCount {
      problem = "the row has \(row.cells.count) cells, the header \(columnCount)"
    }
    if let problem {
      take(LentReading(line: line, raw: bytes, result: .failure(malformed(problem))))
      return true
    }
    guard plan.selects(row) else { return false }
    plan.withFields(of: &row) { fields in
      take(LentReading(line: line, raw: bytes, result: rules.check(fields)))
    }
    return true
  }

  /// Which cell is which cannot be said of a broken row, so it has no identity.
  private func malformed(_ detail: String) -> Rejection {
    Rejection(reason: .malformed, detail: detail)
  }
}

extension CSVHeader {
  /// An error about this header.
  func error(_ message: String, expected: String) -> ReadError {
    ReadError(.badHeader, file: file, line: line, message, expected: expected)
  }

  /// The first row that is not empty, and its bytes.
  fileprivate static func read(
    from records: inout RecordReader<RowBoundary>, separator: UInt8
  ) throws(ReadError) -> (CSVHeader, [UInt8]) {
    let file = records.input.name
    let expected = "a row with the names of the columns"
    while let record = try records.next() {
      if case .pause = record { continue }
      guard case .whole(let line, let range) = record else { break }
      guard !range.isEmpty else { continue }
      // A header that reaches to the end of the input, over its lines.
      let hasReturn = records.withBytes(of: range) { $0.contains(Byte.carriageReturn) }
      guard !hasReturn || records.linesPassed >= line else {
        throw ReadError(
          .badHeader, file: file, line: line, "the lines end in CR alone", expected: "LF or CRLF")
      }
      var row = CSVRow()
      if let problem = records.withBytes(of: range, { row.read($0, separator: separator) }) {
        throw ReadError(.badHeader, file: file, line: line, problem, expected: expected)
      }
      let columns = row.cells.map { String(decoding: row.bytes[$0], as: UTF8.self) }
      let bytes = records.withBytes(of: range) { Array($0) }
      return (CSVHeader(file: file, line: line, columns: columns), bytes)
    }
    throw ReadError(.badHeader, file: file, line: 1, "there is no header", expected: expected)
  }
}
