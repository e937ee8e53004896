import Calendars
import Decimals
import Documents
import ServiceLevels
import Testing

/// An instant as it is written.
func at(_ text: String) throws -> Instant { try #require(Instant(rfc3339: text)) }

/// What reading a text gives.
func readings(
  _ format: ImportFormat, map: String? = nil, _ text: String
) throws -> [RecordReading] {
  let map = try map.flatMap { try DocumentNode.documents(of: $0, file: "map.yaml").first }
  var readings: [RecordReading] = []
  try format.reader(map: map).read(ImportFile(name: "f", bytes: Array(text.utf8))) {
    readings.append($0)
  }
  return readings
}

/// What reading a text of records gives.
func readings(_ text: String) throws -> [RecordReading] { try readings(.records, text) }

extension RecordReading {
  /// The record, where it was read.
  var record: ServiceRecord? {
    if case .record(let record) = self { record } else { nil }
  }

  /// `line kind id reason` of what was refused or skipped; nil of a record.
  var reason: String? {
    switch self {
    case .record: nil
    case .refused(let record), .skipped(let record): record.told
    }
  }
}

extension RefusedRecord {
  /// `line kind id reason`.
  var told: String { "\(place.line) \(kind ?? "-") \(id ?? "-") \(reason.rawValue)" }
}

/// A fact is of another kind than is expected.
struct Unexpected: Error {}
