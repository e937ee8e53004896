import Foundation
import Metering

/// Requires that Foundation's JSON parser reads a line as we do: an event's texts are those of the
/// object, and what it takes for an object is not refused as no JSON.
func requireJSON(_ reading: EventReading) throws {
  let object = try? JSONSerialization.jsonObject(with: Data(reading.raw)) as? [String: Any]
  // Foundation refuses numbers that no Double holds.
  let text = String(decoding: reading.raw, as: UTF8.self)
  if object == nil, text.contains(/[0-9][eE]|[0-9]{100}/) { return }
  switch reading.result {
  case .success(.usage(let event)), .success(.unsupported(let event)):
    let data = object?["data"] as? [String: Any]
    try requireTexts(
      reading.line,
      [
        (event.id, object?["id"]), (event.source, object?["source"]),
        (event.type, object?["type"]), (event.tenant, object?["subject"]),
        (event.sku, data?["sku"]), (event.resource, data?["resource"]),
      ])
  case .success(.void(let event)):
    let data = object?["data"] as? [String: Any]
    try requireTexts(
      reading.line,
      [
        (event.id, object?["id"]), (event.source, object?["source"]), (event.target, data?["id"]),
      ])
  case .failure(let rejection):
    guard rejection.reason == .malformed, rejection.detail.contains("not one valid JSON object")
    else { return try require(object != nil, "line \(reading.line) is no JSON, and was read") }
    try require(
      object == nil || isRefusedByUs(reading.raw),
      "line \(reading.line) is JSON, and was refused: \(rejection.detail)")
  }
}

private func requireTexts(_ line: Int, _ pairs: [(String, Any?)]) throws {
  for (text, found) in pairs {
    let expected = found as? String
    // Foundation loses byte-order marks at the start of texts.
    let isSame = expected.map { withoutMarks($0).elementsEqual(withoutMarks(text)) }
    try require(
      isSame == true,
      "line \(line): read \(text), expected \(expected ?? "no text")")
  }
}

private func withoutMarks(_ text: String) -> [Unicode.Scalar] {
  text.unicodeScalars.filter { $0 != "\u{FEFF}" }
}

/// JSON that we refuse, or that Foundation takes for another encoding than UTF-8, or that only
/// Foundation takes for JSON: it allows a comma before a closing bracket.
private func isRefusedByUs(_ line: [UInt8]) -> Bool {
  let depth = line.count { $0 == UInt8(ascii: "[") || $0 == UInt8(ascii: "{") }
  let text = String(decoding: line, as: UTF8.self)
  return depth > 60 || text.contains(/,\s*[\]}]/) || line.contains(0) || text.contains("u0000")
    || String(validating: line, as: UTF8.self) == nil || text.unicodeScalars.first == "\u{FEFF}"
}
