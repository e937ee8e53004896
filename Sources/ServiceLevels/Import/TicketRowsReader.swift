import Calendars
import Documents

/// Reads tickets in CSV (RFC 4180) with a header, one per row, through a map. Empty lines, and rows
/// that the map's `where` leaves out, are not read.
struct TicketRowsReader {
  let map: TicketMap

  /// Hands on the file's tickets, in their order.
  func read(_ file: ImportFile, _ take: (RecordReading) -> Void) throws(DocumentError) {
    try file.withBytes { bytes throws(DocumentError) in
      var rows = Rows(bytes, separator: map.separator)
      let header = try header(of: &rows, file: file.name)
      let plan = try map.plan(for: header)
      var row = CSVRow()
      while let (line, range) = rows.next() {
        let place = RecordPlace(file: file.name, line: line)
        var problem = row.read(
          UnsafeBufferPointer(rebasing: bytes[range]), separator: map.separator)
        if problem == nil, row.cells.count != header.columns.count {
          problem = "the row has \(row.cells.count) cells, the header \(header.columns.count)"
        }
        if let problem {
          take(.refused(RefusedRecord(kind: Self.kind, id: nil, at: place, .malformed, problem)))
        } else if plan.conditions.allSatisfy({ $0.holds(in: row) }) {
          take(reading(of: TicketCells(plan, &row, zone: map.zone), at: place))
        }
      }
    }
  }

  private static let kind = ServiceFact.Kind.ticket.rawValue

  private func header(of rows: inout Rows, file: String) throws(DocumentError) -> CSVHeader {
    let expected = "expected a header, a row with the names of the columns"
    guard let (line, range) = rows.next() else {
      throw DocumentError(
        code: .invalidValue, file: file, line: 1, key: "", message: "\(expected), found nothing")
    }
    var row = CSVRow()
    let bytes = UnsafeBufferPointer(rebasing: rows.bytes[range])
    if let problem = row.read(bytes, separator: map.separator) {
      throw DocumentError(
        code: .invalidValue, file: file, line: line, key: "", message: "\(expected): \(problem)")
    }
    return CSVHeader(
      file: file, line: line,
      columns: row.cells.map { String(decoding: row.bytes[$0], as: UTF8.self) })
  }

  private func reading(of cells: TicketCells, at place: RecordPlace) -> RecordReading {
    do throws(RecordDefect) {
      let id = try cells.id()
      let ticket = try cells.ticket()
      let recordedAt = try cells.time("recorded_at", cells.recordedAt)
      return .record(ServiceRecord(id: id, .ticket(ticket), recordedAt: recordedAt, at: place))
    } catch {
      return .refused(RefusedRecord(kind: Self.kind, id: cells.writtenID, at: place, error))
    }
  }
}

/// The rows of a text, without the ends of their lines; empty ones are left out.
private struct Rows {
  let bytes: UnsafeBufferPointer<UInt8>
  private var boundary: RowBoundary
  private var position = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>, separator: UInt8) {
    self.bytes = bytes
    boundary = RowBoundary(separator: separator)
  }

  mutating func next() -> (line: Int, range: Range<Int>)? {
    while position < bytes.count {
      let line = boundary.linesPassed + 1
      let rest = UnsafeBufferPointer(rebasing: bytes[position...])
      let (start, length) = (position, boundary.end(in: rest) ?? rest.count)
      position = min(start + length + 1, bytes.count)
      let row = bytes[start..<(start + length)]
      let content = row.last == Byte.carriageReturn ? row.dropLast() : row
      if !content.isEmpty { return (line, content.startIndex..<content.endIndex) }
    }
    return nil
  }
}

/// The fields of a ticket as its row has them; nil for those that are absent.
private struct TicketCells {
  let writtenID: String?
  let recordedAt: String?
  private let organisation: String?
  private let component: String?
  private let priority: String?
  private let openedAt: String?
  private let firstResponseAt: String?
  private let resolvedAt: String?
  private let resource: String?
  private let isClaim: Bool
  private let zone: Zone?

  init(_ plan: TicketPlan<Int>, _ row: inout CSVRow, zone: Zone?) {
    func text(_ rule: ValueRule<Int>?) -> String? {
      rule?.text(in: &row).map { String(decoding: row.bytes[$0], as: UTF8.self) }
    }
    isClaim = plan.claim.map { $0.values.contains(Array(row.bytes[row.cells[$0.column]])) } ?? false
    writtenID = text(plan.id)
    recordedAt = text(plan.recordedAt)
    organisation = text(plan.organisation)
    component = text(plan.component)
    priority = text(plan.priority)
    openedAt = text(plan.openedAt)
    firstResponseAt = text(plan.firstResponseAt)
    resolvedAt = text(plan.resolvedAt)
    resource = text(plan.resource)
    self.zone = zone
  }

  func id() throws(RecordDefect) -> String {
    guard let id = try optionalName("id", writtenID) else { throw missing("id") }
    guard id.utf8.count <= ComponentPath.bytesMax else {
      throw RecordDefect(.badID, "`id` has more than \(ComponentPath.bytesMax) bytes")
    }
    return id
  }

  func ticket() throws(RecordDefect) -> TicketFact {
    guard let organisation = try optionalName("organisation", organisation) else {
      throw missing("organisation")
    }
    guard let component else { throw missing("component") }
    guard ComponentPath.isSound(component) else {
      throw RecordDefect(.badComponent, "`component` is not \(ComponentPath.expectation)")
    }
    guard let openedAt = try time("opened_at", openedAt) else { throw missing("opened_at") }
    let ticket = TicketFact(
      organisation: organisation, component: component,
      priority: try optionalName("priority", priority), openedAt: openedAt,
      firstResponseAt: try time("first_response_at", firstResponseAt),
      resolvedAt: try time("resolved_at", resolvedAt), isClaim: isClaim,
      resource: try optionalName("resource", resource))
    try ticket.checkOrder()
    return ticket
  }

  /// A time with its offset, or else one that a clock in the map's zone showed.
  func time(_ name: String, _ text: String?) throws(RecordDefect) -> Instant? {
    guard let text else { return nil }
    if let time = Instant(rfc3339: text, allowingSpace: true) { return time }
    guard let zone else {
      throw RecordDefect(
        .badTime, "`\(name)` is no date-time with its offset, and the map has no `timezone`")
    }
    guard let time = Instant(local: text, in: zone) else {
      throw RecordDefect(
        .badTime,
        "`\(name)` is no date-time such as 2026-10-05 22:14:03 that clocks in \(zone) show")
    }
    return time
  }

  private func optionalName(_ name: String, _ text: String?) throws(RecordDefect) -> String? {
    guard let text else { return nil }
    guard let line = text.normalisedLine else {
      throw RecordDefect(.malformed, "`\(name)` is no text of one line")
    }
    return line
  }

  private func missing(_ name: String) -> RecordDefect {
    RecordDefect(.missingField, "`\(name)` is missing")
  }
}
