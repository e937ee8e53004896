import Documents
import Testing

@testable import Metering

/// A line that must be kept aside, and why.
struct BadLine: Sendable, CustomTestStringConvertible {
  let title: String
  let bytes: [UInt8]
  let reason: RejectionReason

  init(_ title: String, _ text: String, _ reason: RejectionReason) {
    self.init(title, bytes: Array(text.utf8), reason)
  }

  init(_ title: String, bytes: [UInt8], _ reason: RejectionReason) {
    self.title = title
    self.bytes = bytes
    self.reason = reason
  }

  var testDescription: String { title }
}

@Suite struct BadLineTests {
  @Test(arguments: brokenJSON + brokenFields + timesAndQuantities + severalDefects + voids)
  func `a bad line has the reason of the contract`(_ line: BadLine) throws {
    let readings = try readNDJSON(line.bytes + [Byte.lineFeed])
    try #require(readings.count == 1)
    #expect(readings[0].rejection?.reason == line.reason)
    #expect(readings[0].rejection?.detail.isEmpty == false)
    #expect(readings[0].raw == line.bytes)
  }

  static let brokenJSON: [BadLine] = [
    BadLine("truncated", String(usageLine().dropLast()), .malformed),
    BadLine("truncated in a string", String(usageLine().dropLast(8)), .malformed),
    BadLine("an array", "[\(usageLine())]", .malformed),
    BadLine("a number", "12", .malformed),
    BadLine("null", "null", .malformed),
    BadLine("plain text", "hello", .malformed),
    BadLine("two objects", usageLine() + usageLine(), .malformed),
    BadLine("trailing text", usageLine() + " x", .malformed),
    BadLine("trailing brace", usageLine() + "}", .malformed),
    BadLine("trailing comma", usageLine().dropLast() + ",}", .malformed),
    BadLine("missing comma", usageLine(["note": "1 2"]), .malformed),
    BadLine("single quotes", usageLine(["note": "'x'"]), .malformed),
    BadLine("NaN in an unread field", usageLine(["note": "NaN"]), .malformed),
    BadLine("misspelt true in an unread field", usageLine(["note": "[truth]"]), .malformed),
    BadLine("leading zero in an unread field", usageLine(["note": "01"]), .malformed),
    BadLine("lone point in an unread field", usageLine(["note": "1."]), .malformed),
    BadLine("plus sign in an unread field", usageLine(["note": "+1"]), .malformed),
    BadLine("empty exponent in an unread field", usageLine(["note": "1e"]), .malformed),
    BadLine("bad escape in an unread field", usageLine(["note": #""\x""#]), .malformed),
    BadLine("bad escape in an unread key", usageLine([#"\q"#: "1"]), .malformed),
    BadLine("lone surrogate", usageLine(["id": #""\ud800""#]), .malformed),
    BadLine("trailing comma in an unread array", usageLine(["note": "[1,]"]), .malformed),
    BadLine("mismatched brackets", usageLine(["note": "[1}"]), .malformed),
    BadLine("key without a value", usageLine(["note": ""]), .malformed),
    BadLine("two colons", usageLine(["note": #""a":"b""#]), .malformed),
    BadLine("two colons, nested", usageLine(["note": #"{"a":"b":[1]}"#]), .malformed),
    BadLine("object key without quotes", usageLine(["note": "{a:1}"]), .malformed),
    BadLine("control character", usageLine(["id": "\"a\u{1}b\""]), .malformed),
    BadLine("raw NUL", usageLine(["id": "\"a\u{0}b\""]), .malformed),
    BadLine("escaped NUL", usageLine(["id": #""a\u0000b""#]), .malformed),
    BadLine("escaped NUL in an unread field", usageLine(["note": #""\u0000""#]), .malformed),
    BadLine("escaped NUL in a key", usageLine([#"\u0000"#: "1"]), .malformed),
    BadLine("nested 65 deep", usageLine(["note": nested(64)]), .malformed),
    BadLine("nested 100 000 deep", usageLine(["note": nested(100_000)]), .malformed),
    BadLine("unclosed nesting", usageLine(["note": String(repeating: "[", count: 99)]), .malformed),
    BadLine("invalid UTF-8", bytes: replacing("VM", by: [0xC3, 0x28]), .malformed),
    BadLine("overlong UTF-8", bytes: replacing("VM", by: [0xC0, 0xAF]), .malformed),
    BadLine("UTF-8 of a surrogate", bytes: replacing("VM", by: [0xED, 0xA0, 0x80]), .malformed),
    BadLine("cut UTF-8", bytes: replacing("VM", by: [0xE2, 0x82]), .malformed),
  ]

  static let brokenFields: [BadLine] = [
    BadLine("repeated id", usageLine([#"\u0069d"#: #""other""#]), .malformed),
    BadLine("repeated null", usageLine([#"i\u0064"#: "null", "id": "null"]), .malformed),
    BadLine("repeated data", usageLine([#"dat\u0061"#: "{}"]), .malformed),
    BadLine("repeated sku", usageLine(data: [#"sk\u0075"#: #""x""#]), .malformed),
    BadLine("repeated specversion", usageLine([#"specversio\u006e"#: #""1.0""#]), .malformed),
    BadLine("other specversion", usageLine(["specversion": #""0.3""#]), .malformed),
    BadLine("specversion as a number", usageLine(["specversion": "1.0"]), .malformed),
    BadLine("id as a number", usageLine(["id": "12"]), .malformed),
    BadLine("source as an object", usageLine(["source": "{}"]), .malformed),
    BadLine("type as an array", usageLine(["type": "[]"]), .malformed),
    BadLine("time as a number", usageLine(["time": "1791238443"]), .malformed),
    BadLine("subject as true", usageLine(["subject": "true"]), .malformed),
    BadLine("data as a string", usageLine(["data": #""{}""#]), .malformed),
    BadLine("data as an array", usageLine(["data": "[]"]), .malformed),
    BadLine("unit as a number", usageLine(data: ["unit": "1"]), .malformed),
    BadLine("no id", usageLine(["id": nil]), .missingField),
    BadLine("null id", usageLine(["id": "null"]), .missingField),
    BadLine("empty id", usageLine(["id": #""""#]), .missingField),
    BadLine("no source", usageLine(["source": nil]), .missingField),
    BadLine("no type", usageLine(["type": nil]), .missingField),
    BadLine("no time", usageLine(["time": nil]), .missingField),
    BadLine("empty time", usageLine(["time": #""""#]), .missingField),
    BadLine("no subject", usageLine(["subject": nil]), .missingField),
    BadLine("no data", usageLine(["data": nil]), .missingField),
    BadLine("null data", usageLine(["data": "null"]), .missingField),
    BadLine("no sku", usageLine(data: ["sku": nil]), .missingField),
    BadLine("empty resource", usageLine(data: ["resource": #""""#]), .missingField),
    BadLine("null quantity", usageLine(data: ["quantity": "null"]), .missingField),
    BadLine("empty quantity", usageLine(data: ["quantity": #""""#]), .missingField),
    BadLine("an empty object", "{}", .missingField),
    BadLine("fields in the wrong place", usageLine(["data": "{}", "sku": #""x""#]), .missingField),
    BadLine("another case", usageLine(["id": nil, "ID": #""x""#]), .missingField),
    BadLine(
      "another type, no sku", usageLine(["type": #""x""#], data: ["sku": nil]), .missingField),
  ]

  private static func nested(_ depth: Int) -> String {
    String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
  }

  private static func replacing(_ text: String, by bytes: [UInt8]) -> [UInt8] {
    var line = Array(usageLine().utf8)
    if let range = line.firstRange(of: Array(text.utf8)) {
      line.replaceSubrange(range, with: bytes)
    }
    return line
  }
}
