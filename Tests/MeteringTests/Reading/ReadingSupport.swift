import Calendars
import Foundation
import TestSupport
import Testing

@testable import Metering
@testable import TestModel

/// All readings of an NDJSON input.
func readNDJSON(_ bytes: [UInt8], chunkBytes: Int = 1 << 20) throws -> [EventReading] {
  let file = try TemporaryFile(bytes)
  let source = try NDJSONEventSource(
    input: InputFile(path: file.path), now: testNow, chunkBytes: chunkBytes)
  return try readAll(source)
}

/// All readings of an NDJSON input.
func readNDJSON(_ text: String) throws -> [EventReading] { try readNDJSON(Array(text.utf8)) }

/// All readings of a CSV input, through a map where there is one.
func readCSV(
  _ bytes: [UInt8], map: String? = nil, chunkBytes: Int = 1 << 20
) throws -> [EventReading] {
  let file = try TemporaryFile(bytes)
  let source = try CSVEventSource(
    input: InputFile(path: file.path), map: map.map { try EventMap(yaml: $0, file: "map.yaml") },
    now: testNow, chunkBytes: chunkBytes)
  return try readAll(source)
}

/// All readings of a CSV input, through a map where there is one.
func readCSV(_ text: String, map: String? = nil) throws -> [EventReading] {
  try readCSV(Array(text.utf8), map: map)
}

/// Reads a source to its end.
func readAll(_ source: any EventSource) throws -> [EventReading] {
  var readings: [EventReading] = []
  while let reading = try source.next() { readings.append(reading) }
  return readings
}

/// A usage event in JSON. Fields are raw JSON and can be replaced, or left out with nil.
func usageLine(_ envelope: [String: String?] = [:], data: [String: String?] = [:]) -> String {
  let dataDefaults: [String: String?] = [
    "sku": #""csp:fr1:openiaas:backup:vm:v1""#, "resource": #""vm-0042""#, "quantity": #""1.50""#,
    "unit": #""VM""#,
  ]
  let envelopeDefaults: [String: String?] = [
    "specversion": #""1.0""#, "id": #""7f3c""#, "source": #""/collector/fr1""#,
    "type": #""releve.usage.v1""#, "time": #""2026-10-05T22:14:03.512Z""#,
    "subject": #""acme-prod""#, "data": objectText(dataDefaults, data),
  ]
  return objectText(envelopeDefaults, envelope)
}

/// A void event in JSON, with the same liberties.
func voidLine(
  _ envelope: [String: String?] = [:], data: String? = #"{"id":"7f3c"}"#
) -> String {
  let defaults: [String: String?] = [
    "specversion": #""1.0""#, "id": #""void-1""#, "source": #""/collector/fr1""#,
    "type": #""releve.void.v1""#, "data": data,
  ]
  return objectText(defaults, envelope)
}

private func objectText(_ defaults: [String: String?], _ changes: [String: String?]) -> String {
  let fields = defaults.merging(changes) { $1 }.sorted { $0.key < $1.key }
  let members = fields.compactMap { key, value in value.map { "\"\(key)\":\($0)" } }
  return "{\(members.joined(separator: ","))}"
}

extension EventReading {
  /// The rejection; nil for an event.
  var rejection: Rejection? {
    if case .failure(let rejection) = result { rejection } else { nil }
  }

  /// The usage event, if it is one.
  var usage: UsageEvent? {
    if case .success(.usage(let event)) = result { event } else { nil }
  }
}
