import Calendars
import Foundation
import Metering

/// The "now" of all targets: the same input is always judged alike.
let fuzzNow = Instant(seconds: 1_763_812_800)

/// NDJSON: every line that is not blank gives exactly one reading, with its bytes, whatever the
/// chunks; what is read is what Foundation's parser reads.
func fuzzNDJSON(_ bytes: UnsafeRawBufferPointer) throws {
  guard !bytes.isGzip else { return }
  let file = try MemoryFile(bytes)
  let readings = try alikeInAllChunks(bytes.count) { chunkBytes throws(ReadError) in
    try NDJSONEventSource(
      input: InputFile(path: file.path), now: fuzzNow, chunkBytes: chunkBytes)
  }
  let expected = ModelText(bytes).lines().filter { !$0.isBlank }
  try requirePlaces(of: try readings.get(), expected)
  for reading in try readings.get() { try requireJSON(reading) }
}

/// CSV: every row behind the header that is not empty gives one reading; its cells are the fields.
func fuzzCSV(_ bytes: UnsafeRawBufferPointer) throws {
  let table = ModelTable(ModelText(bytes), separator: UInt8(ascii: ","))
  try requireTable(bytes, table, map: nil) { column, row in table.cell(column, of: row) }
}

private let fixedMap = Result { try EventMap(yaml: Corpus.fixedMap, file: "map.yaml") }

/// CSV through a map with every kind of rule: rows that `where` leaves out give none.
func fuzzMappedCSV(_ bytes: UnsafeRawBufferPointer) throws {
  let map = try fixedMap.get()
  var table = ModelTable(
    ModelText(bytes), separator: UInt8(ascii: ";"),
    required: ["kind", "when", "vm", "host", "size"], optional: [])
  table.rows = table.rows.filter { !table.isSound($0) || table.cell("kind", of: $0) == "vm" }
  try requireTable(bytes, table, map: map) { column, row in
    let cell = { table.cell($0, of: row) }
    switch column {
    case "id": return cell("vm").flatMap { vm in cell("when").map { "\(vm)/\($0)" } }
    case "source": return "/import"
    case "tenant": return cell("host") == "a1" ? "acme" : cell("host") == "b2" ? "beta" : "rest"
    case "sku": return ["S": "sku:small", "L": "sku:large"][cell("size") ?? ""]
    case "resource": return cell("vm")
    default: return nil
    }
  }
}

/// Gzip: damaged input is refused or read, alike in all chunks; sound input gives what was packed,
/// also from several members, and is refused where it is cut.
func fuzzGzip(_ bytes: UnsafeRawBufferPointer) throws {
  let open = { (file: MemoryFile) in
    { (chunkBytes: Int) throws(ReadError) in
      try NDJSONEventSource(
        input: InputFile(path: file.path), now: fuzzNow, chunkBytes: chunkBytes)
    }
  }
  if bytes.isGzip {
    let result = try alikeInAllChunks(bytes.count, open: open(MemoryFile(bytes)))
    if case .failure(let error) = result {
      try require(error.code == .corruptGzip, "\(error) for damaged gzip")
    }
  }
  let plain = Array(bytes)
  let middle = plain.count / 2
  let packed = try Gzip.member(plain[..<middle]) + Gzip.member(plain[middle...])
  let readings = try alikeInAllChunks(packed.count, open: open(MemoryFile(packed)))
  // What was packed is not unpacked twice.
  let expected = ModelText(bytes).lines().filter { !$0.isBlank }
  try requirePlaces(of: try readings.get(), expected)
  let cut = packed.dropLast(1 + plain.count % 17)
  let cutResult = try alikeInAllChunks(cut.count, open: open(MemoryFile(Array(cut))))
  guard case .failure(let error) = cutResult, error.code == .corruptGzip else {
    throw Finding("a file that lacks its last \(packed.count - cut.count) bytes is read as whole")
  }
}

/// All readings of an input, or why it cannot be read (on).
private func alikeInAllChunks(
  _ length: Int, open: (Int) throws(ReadError) -> any EventSource
) throws -> Result<[EventReading], ReadError> {
  let all = [1 << 16, 1 + length % 61].map { chunkBytes in
    var readings: [EventReading] = []
    do throws(ReadError) {
      let source = try open(chunkBytes)
      while let reading = try source.next() { readings.append(reading) }
      return (readings, ReadError?.none)
    } catch {
      return (readings, error)
    }
  }
  let (one, other) = (all[0], all[1])
  try require(one.1 == other.1, "\(describe(one.1)) or \(describe(other.1)), by the chunks")
  // How much is read before an error depends on the chunks; what is read does not.
  try require(
    one.1 != nil || one.0.count == other.0.count, "other counts of readings, by the chunks")
  for (one, other) in zip(one.0, other.0) {
    try require(
      one.line == other.line && one.raw == other.raw && one.rawLength == other.rawLength
        && one.result == other.result,
      "line \(one.line) is \(one.result) or, in chunks of \(1 + length % 61) bytes, line"
        + " \(other.line) is \(other.result)")
  }
  return one.1.map { .failure($0) } ?? .success(one.0)
}

extension UnsafeRawBufferPointer {
  /// Whether an input is taken for gzip: of another target, then.
  fileprivate var isGzip: Bool { starts(with: [0x1F, 0x8B]) }
}

private func describe(_ error: ReadError?) -> String { error.map { "\($0)" } ?? "no error" }

/// One reading for each expected piece of the input: at its line, with exactly its bytes.
private func requirePlaces(of readings: [EventReading], _ expected: [ModelText.Piece]) throws {
  try require(
    readings.map(\.line) == expected.map(\.line),
    "readings of lines \(readings.map(\.line)), expected \(expected.map(\.line))")
  for (reading, piece) in zip(readings, expected) {
    try require(reading.raw == piece.bytes, "the raw bytes of line \(piece.line) are others")
    try require(reading.rawLength == piece.bytes.count, "the length of line \(piece.line) is wrong")
    if case .failure(let rejection) = reading.result {
      try require(!rejection.detail.isEmpty, "line \(piece.line) is rejected without words")
    }
  }
}

private func requireTable(
  _ bytes: UnsafeRawBufferPointer, _ table: ModelTable, map: EventMap?,
  expected: (_ field: String, _ row: ModelTable.Row) -> String?
) throws {
  guard !bytes.isGzip else { return }
  let file = try MemoryFile(bytes)
  let result = try alikeInAllChunks(bytes.count) { chunkBytes throws(ReadError) in
    try CSVEventSource(
      input: InputFile(path: file.path), map: map, now: fuzzNow, chunkBytes: chunkBytes)
  }
  guard case .success(let readings) = result else {
    guard case .failure(let error) = result else { return }
    try require(!table.hasGoodHeader, "\(error), though the header is sound")
    return try require(
      map != nil || error.line.map { (1...table.lineCount).contains($0) } == true,
      "\(error) names no line of the file")
  }
  try require(table.hasGoodHeader, "a bad header was accepted")
  try requirePlaces(of: readings, table.rows.map(\.piece))
  for (reading, row) in zip(readings, table.rows) {
    switch reading.result {
    case .failure(let rejection):
      try require(
        (rejection.reason == .malformed) == !table.isSound(row),
        "line \(row.piece.line): \(rejection.detail)")
    case .success(.usage(let event)):
      let fields = [
        ("id", event.id), ("source", event.source), ("tenant", event.tenant), ("sku", event.sku),
        ("resource", event.resource),
      ]
      for (name, text) in fields {
        try require(
          expected(name, row).map { $0.utf8.elementsEqual(text.utf8) } == true,
          "line \(row.piece.line): \(name) is \(text), expected \(expected(name, row) ?? "none")")
      }
    case .success:
      throw Finding("line \(row.piece.line): a row is another event than usage")
    }
  }
}
