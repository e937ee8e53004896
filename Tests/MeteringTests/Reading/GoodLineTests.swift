import Calendars
import Decimals
import Testing

@testable import Metering

@Suite struct GoodLineTests {
  @Test func `the example of the contract is read field by field`() throws {
    let reading = try #require(try readNDJSON(usageLine()).first)
    let event = try #require(reading.usage)
    #expect(event.id == "7f3c")
    #expect(event.source == "/collector/fr1")
    #expect(event.type == "releve.usage.v1")
    #expect(event.time.description == "2026-10-05T22:14:03.512Z")
    #expect(event.tenant == "acme-prod")
    #expect(event.sku == "csp:fr1:openiaas:backup:vm:v1")
    #expect(event.resource == "vm-0042")
    #expect(event.quantity.description == "1.50")
    #expect(event.unit == "VM")
    #expect(reading.line == 1)
    #expect(reading.raw == Array(usageLine().utf8))
  }

  @Test(arguments: [
    ("0", "0"), ("-0", "0"), ("1e3", "1000"), ("2.50E-1", "0.250"), (#""007""#, "7"),
    ("123456789012345678.123456789012345678", "123456789012345678.123456789012345678"),
    ("0.1", "0.1"), (#""1e-18""#, "0.000000000000000001"),
  ])
  func `a quantity is read from its characters`(_ written: String, _ expected: String) throws {
    let event = try #require(try readNDJSON(usageLine(data: ["quantity": written])).first?.usage)
    #expect(event.quantity.description == expected)
  }

  @Test(arguments: [
    usageLine(["specversion": nil]), usageLine(["specversion": "null"]),
    usageLine(["note": #"{"id":"x","id":"y","deep":[1,-2.5e+3,true,false,null,[{}]]}"#]),
    usageLine(["note": #""a","note":"b""#]), usageLine(["time": #""2026-11-23T12:00:00Z""#]),
    usageLine(["time": #""2026-10-05t22:14:03.123456789+02:00""#]),
    usageLine(["note": String(repeating: "[", count: 63) + String(repeating: "]", count: 63)]),
    usageLine(data: ["id": "12", "reason": "{}"]), usageLine(["note": "1e999"]),
    usageLine(["note": String(repeating: "7", count: 60)]),
    " \t" + usageLine().replacing("\",\"", with: "\" ,\t\"") + " \t",
  ])
  func `what does not matter does not disturb`(_ line: String) throws {
    let readings = try readNDJSON(line)
    #expect(readings.count == 1)
    #expect(readings.first?.usage != nil, "\(String(describing: readings.first?.rejection))")
  }

  @Test func `strings are unescaped and keys are compared unescaped`() throws {
    let line = usageLine(
      ["id": nil, #"\u0069\u0064"#: #""a\n\"\\\/\u00e9\ud83d\ude00é""#], data: ["unit": nil])
    let event = try #require(try readNDJSON(line).first?.usage)
    #expect(event.id == "a\n\"\\/é😀é")
    #expect(event.unit == nil)
  }

  @Test(arguments: ["null", #""""#])
  func `an empty unit is absent`(_ unit: String) throws {
    let event = try #require(try readNDJSON(usageLine(data: ["unit": unit])).first?.usage)
    #expect(event.unit == nil)
  }

  @Test func `a void needs neither time nor reason`() throws {
    let plain = try #require(try readNDJSON(voidLine()).first)
    #expect(
      try plain.result.get()
        == .void(VoidEvent(id: "void-1", source: "/collector/fr1", target: "7f3c")))
    let full = voidLine(
      ["time": #""2026-10-05T22:14:03Z""#, "subject": "12"],
      data: #"{"reason":"double count","id":"7f3c","quantity":{}}"#)
    let expected = VoidEvent(
      id: "void-1", source: "/collector/fr1", time: Instant(rfc3339: "2026-10-05T22:14:03Z"),
      target: "7f3c", reason: "double count")
    #expect(try readNDJSON(full).first?.result.get() == .void(expected))
  }

  @Test func `another type is told apart only when all else is sound`() throws {
    let reading = try #require(try readNDJSON(usageLine(["type": #""com.example""#])).first)
    guard case .success(.unsupported(let event)) = reading.result else {
      Issue.record("read as \(reading.result)")
      return
    }
    #expect(event.type == "com.example")
    #expect(event.quantity == DecimalNumber(coefficient: 15, scale: 1))
  }

  @Test func `a rejection names the event as far as it was read`() throws {
    let noQuantity = try readNDJSON(usageLine(data: ["quantity": nil])).first?.rejection
    #expect(noQuantity?.id == "7f3c")
    #expect(noQuantity?.source == "/collector/fr1")
    #expect(noQuantity?.detail == "data.quantity is required")
    let broken = try readNDJSON(#"{"id":"a","source":"/s","type":bad}"#).first?.rejection
    #expect(broken?.id == "a")
    #expect(broken?.source == "/s")
    #expect(broken?.reason == .malformed)
  }

  @Test func `reasons are those of the contract in its order`() {
    let codes =
      "malformed missing_field bad_time time_out_of_range bad_quantity negative_quantity "
      + "unknown_sku ambiguous_sku unit_mismatch unknown_tenant unknown_void_target too_large "
      + "unsupported_type"
    #expect(RejectionReason.allCases.map(\.rawValue).joined(separator: " ") == codes)
    #expect(RejectionReason.allCases == RejectionReason.allCases.sorted())
    #expect(RejectionReason.malformed < .unsupportedType)
  }
}
