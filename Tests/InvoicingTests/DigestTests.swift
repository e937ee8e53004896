import Crypto
import Foundation
import Invoicing
import PostgreSQL
import Testing

@Suite struct DigestTests {
  @Test func `the stored text is canonical, and the chain recomputes from it`() throws {
    let world = try BillingWorld(
      BillingWorld.documents.replacing(
        "legal_name: ACME SAS", with: #"legal_name: "É\"\\/ ACME €😀""#))
    for month in 1...3 {
      try world.ingest("a\(month) prod csp:fr1:act r 2026-0\(month)-20T10:00:00Z 1")
    }
    try world.issue("2026-03", on: "2026-04-02")
    let statement = Statement(
      name: "stored", text: "select document, digest from releve.invoice order by invoice_id")
    let stored = try world.connection.query(statement).decode(String.self, String.self)
    #expect(stored.count == 3)
    var previous = String(repeating: "0", count: 64)
    for (document, digest) in stored {
      let value = try JSONDecoder().decode(JSONValue.self, from: Data(document.utf8))
      #expect(Self.canonical(value) == document)
      let hash = SHA256.hash(data: Data((previous + document).utf8))
      #expect(hash.map { String(format: "%02x", $0) }.joined() == digest)
      #expect(
        try InvoiceDocument(canonicalJSON: document, digest: digest).previousDigest == previous)
      previous = digest
    }
  }

  /// RFC 8785, written a second time and slowly: keys by UTF-16 units, no white space, the shortest
  /// escapes.
  private static func canonical(_ value: JSONValue) -> String {
    switch value {
    case .object(let object):
      let keys = object.keys.sorted { $0.utf16.lexicographicallyPrecedes($1.utf16) }
      let pairs = keys.map { string($0) + ":" + canonical(object[$0] ?? .null) }
      return "{" + pairs.joined(separator: ",") + "}"
    case .array(let array): return "[" + array.map(canonical).joined(separator: ",") + "]"
    case .string(let text): return string(text)
    case .integer(let number): return "\(number)"
    case .boolean(let flag): return flag ? "true" : "false"
    case .null: return "null"
    }
  }

  private static func string(_ text: String) -> String {
    var escaped = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": escaped += "\\\""
      case "\\": escaped += "\\\\"
      case "\u{8}": escaped += "\\b"
      case "\u{9}": escaped += "\\t"
      case "\u{A}": escaped += "\\n"
      case "\u{C}": escaped += "\\f"
      case "\u{D}": escaped += "\\r"
      case "\u{0}"..."\u{1F}": escaped += String(format: "\\u%04x", scalar.value)
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped + "\""
  }
}

/// Any JSON that documents hold.
private enum JSONValue: Decodable {
  case object([String: JSONValue])
  case array([JSONValue])
  case string(String)
  case integer(Int)
  case boolean(Bool)
  case null

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let flag = try? container.decode(Bool.self) {
      self = .boolean(flag)
    } else if let number = try? container.decode(Int.self) {
      self = .integer(number)
    } else if let text = try? container.decode(String.self) {
      self = .string(text)
    } else if let array = try? container.decode([JSONValue].self) {
      self = .array(array)
    } else {
      self = .object(try container.decode([String: JSONValue].self))
    }
  }
}
