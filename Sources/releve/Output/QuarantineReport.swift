import Calendars
import Documents
import Metering
import Reports

/// A quarantine entry with all that is known of it, for `quarantine show`.
struct QuarantineReport: Encodable {
  struct Sighting: Encodable {
    let file: String
    let at: String
    let times: Int64
  }

  let id: Int64
  let reason: String
  let detail: String
  let status: String
  let count: Int64
  let source: String?
  let event: String?
  let file: String
  let line: Int64
  let recordedAt: String
  let droppedBecause: String?
  let droppedAt: String?
  let seen: [Sighting]
  /// The bytes as text where they are valid UTF-8, else in hex.
  let raw: String?
  let rawHex: String?
  let rawBytes: Int64
  let isCut: Bool

  init(_ details: Quarantine.Details) {
    let entry = details.entry
    id = entry.id
    reason = entry.reason
    detail = entry.detail
    status = entry.status.rawValue
    count = entry.count
    source = entry.source
    event = entry.event
    file = entry.file
    line = entry.line
    recordedAt = details.recordedAt.description
    droppedBecause = details.dropped?.reason
    droppedAt = details.dropped?.at.description
    seen = details.sightings.map {
      Sighting(file: $0.file, at: $0.at.description, times: $0.times)
    }
    raw = String(validating: details.raw, as: UTF8.self)
    rawHex = raw == nil ? details.raw.hexadecimal : nil
    rawBytes = details.rawLength
    isCut = details.rawLength > details.raw.count
  }

  /// Lines for people. Control characters of the event are shown as escapes.
  var text: String {
    var rows = [
      ("entry", "\(id), \(status)"), ("reason", "\(reason): \(detail)"),
      ("source", source ?? "not known"), ("event", event ?? "not known"),
      ("place", "\(file), line \(line)"),
      ("seen", Self.times(count) + ", kept since \(recordedAt)"),
    ]
    rows += seen.map { ("", Self.times($0.times) + " in \($0.file), read from \($0.at) on") }
    if let droppedBecause, let droppedAt {
      rows.append(("dropped", "\(droppedAt): \(droppedBecause)"))
    }
    rows.append(
      ("bytes", isCut ? "\(rawBytes), of which the first 64 KiB are kept" : "\(rawBytes)"))
    let lines = rows.map { name, value in
      name + String(repeating: " ", count: max(9 - name.count, 1)) + value.escapedForTerminal()
    }
    return (lines + ["", (raw ?? rawHex ?? "").escapedForTerminal()]).joined(separator: "\n") + "\n"
  }

  private static func times(_ count: Int64) -> String { count == 1 ? "once" : "\(count) times" }

  private enum CodingKeys: String, CodingKey {
    case id, reason, detail, status, count, source, event, file, line, seen, raw
    case recordedAt = "recorded_at"
    case droppedBecause = "dropped_because"
    case droppedAt = "dropped_at"
    case rawHex = "raw_hex"
    case rawBytes = "raw_bytes"
    case isCut = "is_cut"
  }
}
