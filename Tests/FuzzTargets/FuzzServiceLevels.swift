import Calendars
import Decimals
import Documents
import Foundation
import ServiceLevels

/// Cutting JSON: what is cut lies in the text one after the other; of a text that is
/// one valid list, the pieces are its items.
func fuzzJSONCutter(_ bytes: UnsafeRawBufferPointer) throws {
  let text = bytes.bindMemory(to: UInt8.self)
  var whole = JSONCutter(text)
  guard let rest = whole.rest() else { return }
  var (end, line, count) = (rest.range.lowerBound, rest.line, 0)
  var pieces: [Range<Int>] = []
  var cutter = JSONCutter(text, in: rest)
  var isWhole = false
  steps: while true {
    switch cutter.next() {
    case .piece(let piece, let key):
      let start = key?.lowerBound ?? piece.range.lowerBound
      try require(start >= end && !piece.range.isEmpty, "\(piece) begins before \(end)")
      try require(piece.line >= line, "\(piece) is on a line before \(line)")
      let lines = text[..<piece.range.lowerBound].count { $0 == UInt8(ascii: "\n") } + 1
      try require(piece.line == lines, "\(piece) is on line \(lines)")
      (end, line, count) = (piece.range.upperBound, piece.line, count + 1)
      pieces.append(piece.range)
    case .end:
      isWhole = true
      break steps
    case .broken(let at, let problem):
      try require(at >= line && !problem.isEmpty, "broken on line \(at), before \(line)")
      break steps
    }
  }
  // Foundation's parser lets a comma before the bracket pass; simdjson does not.
  guard text[rest.range.lowerBound] == UInt8(ascii: "["),
    let items = try? JSONSerialization.jsonObject(with: Data(bytes)) as? [Any],
    isJSON(text[rest.range])
  else { return }
  try require(isWhole && items.count == count, "\(items.count) items were cut into \(count)")
  for (item, range) in zip(items, pieces) {
    let alone = try? JSONSerialization.jsonObject(
      with: Data(text[range]), options: .fragmentsAllowed)
    try require((alone as? NSObject) == (item as? NSObject), "another item than \(item)")
  }
}

/// Whether simdjson finds one value in a text.
private func isJSON(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
  let member = Array("{\"a\":".utf8) + text + Array("}".utf8)
  let padded = member + [UInt8](repeating: 0, count: JSONLineReader.paddingBytes)
  return padded.withUnsafeBufferPointer { padded in
    let line = UnsafeBufferPointer(rebasing: padded[..<member.count])
    let isRead = try? JSONLineReader(file: "f").read(line, number: 1) {
      (line) -> Bool in (try? line.document()) != nil
    }
    return isRead == true
  }
}

/// Records: each that is read reads back the same from what it says, and each is on a line.
func fuzzServiceRecords(_ bytes: UnsafeRawBufferPointer) throws {
  let readings = try read(.records, map: nil, bytes)
  for case .skipped(let record) in readings { throw Finding("without a map, \(record) is skipped") }
}

/// A status page: at most two records of an id, one after the other.
func fuzzStatusPage(_ bytes: UnsafeRawBufferPointer) throws {
  let readings = try read(.statuspage, map: Corpus.pageMap, bytes)
  for case .record(let record) in readings {
    try require(record.id.hasSuffix("/A"), "\(record.id) is of no component of the map")
    try require(record.fact?.component == "a/a", "\(record) is of another component")
  }
}

/// Notifications: outages whose ids name their beginning.
func fuzzAlerts(_ bytes: UnsafeRawBufferPointer) throws {
  for case .record(let record) in try read(.alertmanager, map: Corpus.alertMap, bytes) {
    guard case .outage(let span, let impact) = record.fact else {
      throw Finding("\(record) is no outage")
    }
    try require(impact == .one, "\(record) has another impact")
    try require(record.id.hasSuffix("/\(span.from)"), "\(record) begins elsewhere")
  }
}

/// Tickets in CSV.
func fuzzTickets(_ bytes: UnsafeRawBufferPointer) throws {
  for case .record(let record) in try read(.ticketsCSV, map: Corpus.ticketMap, bytes) {
    guard case .ticket(let ticket) = record.fact else { throw Finding("\(record) is no ticket") }
    try require(ticket.component.hasPrefix("fr1/"), "\(record) is of another component")
  }
}

/// Maps: one that is accepted reads an input of its format; an error names a line of the map.
func fuzzServiceMaps(_ bytes: UnsafeRawBufferPointer) throws {
  let text = String(decoding: bytes, as: UTF8.self)
  let inputs: [(ImportFormat, [UInt8])] = [
    (.statuspage, Corpus.pages[0]), (.alertmanager, Corpus.alerts[0]),
    (.ticketsCSV, Corpus.tickets[0]),
  ]
  for (format, input) in inputs {
    _ = try input.withUnsafeBytes { try read(format, map: text, $0) }
  }
}

/// What a reader makes of bytes. Each reading is sound, and the same again.
private func read(
  _ format: ImportFormat, map: String?, _ bytes: UnsafeRawBufferPointer
) throws -> [RecordReading] {
  var readings: [[RecordReading]] = [[], []]
  for index in readings.indices {
    do throws(DocumentError) {
      var node: DocumentNode?
      if let map {
        node = try DocumentNode.documents(of: map, file: "map").first
        if node == nil { return [] }
      }
      let file = ImportFile(name: "f", bytes: Array(bytes))
      try format.reader(map: node).read(file) { readings[index].append($0) }
    } catch {
      try require(["f", "map"].contains(error.file), "\(error) names another file")
      try require(!error.message.isEmpty, "an error without words")
      return []
    }
  }
  try require(readings[0] == readings[1], "read again, it is something else")
  let lineCount = bytes.count { $0 == UInt8(ascii: "\n") } + 1
  var line = 1
  for reading in readings[0] {
    switch reading {
    case .record(let record):
      try require((line...lineCount).contains(record.place.line), "\(record) is on no line")
      line = record.place.line
      try requireSound(record)
    case .refused(let record), .skipped(let record):
      try require((line...lineCount).contains(record.place.line), "\(record) is on no line")
      line = record.place.line
      try require(!record.message.isEmpty, "\(record) has no words")
    }
  }
  return readings[0]
}

/// What the tables hold: keys that an index takes, spans that do not end before they start.
private func requireSound(_ record: ServiceRecord) throws {
  try require((1...512).contains(record.id.utf8.count), "the id of \(record)")
  try require(!record.id.utf8.contains(0), "the id of \(record)")
  guard let fact = record.fact else {
    return try require(record.isRetracted, "\(record) says nothing")
  }
  try require((1...512).contains(fact.component.utf8.count), "the component of \(record)")
  try require(
    fact.component.wholeMatch(of: /[A-Za-z0-9][A-Za-z0-9._-]*(\/[A-Za-z0-9][A-Za-z0-9._-]*)*/)
      != nil, "the component of \(record)")
  switch fact {
  case .component(let span), .unknown(let span), .maintenance(let span, _), .outage(let span, _):
    try require(span.to.map { span.from <= $0 } ?? true, "the span of \(record)")
  case .sample: break
  case .ticket(let ticket):
    try require(!ticket.organisation.isEmpty, "the organisation of \(record)")
    try require(ticket.resolvedAt.map { ticket.openedAt <= $0 } ?? true, "the end of \(record)")
  }
  if case .outage(_, let impact) = fact {
    try require(impact > .zero && impact <= .one && impact.scale <= 6, "the impact of \(record)")
  }
}
