@testable import Metering

extension BadLineTests {
  static let timesAndQuantities: [BadLine] =
    badTimes.map { BadLine("time \($0)", usageLine(["time": "\"\($0)\""]), .badTime) }
    + badQuantities.map {
      BadLine("quantity \($0)", usageLine(data: ["quantity": $0]), .badQuantity)
    }
    + [
      BadLine(
        "a day and a microsecond ahead",
        usageLine(["time": #""2026-11-23T12:00:00.000001Z""#]), .timeOutOfRange),
      BadLine("year 9999", usageLine(["time": #""9999-12-31T23:59:59Z""#]), .timeOutOfRange),
      BadLine("below zero", usageLine(data: ["quantity": #""-1""#]), .negativeQuantity),
      BadLine(
        "just below zero", usageLine(data: ["quantity": "-0.000000000000000001"]),
        .negativeQuantity),
      BadLine(
        "below zero, with exponent", usageLine(data: ["quantity": "-1e2"]), .negativeQuantity),
    ]

  private static let badTimes = [
    "yesterday", "2026-10-05", "2026-10-05T22:14:03", "2025-02-29T00:00:00Z",
    "2026-13-01T00:00:00Z", "2026-04-31T00:00:00Z", "2026-10-05T24:00:00Z",
    "2026-10-05T22:60:00Z", "2026-10-05T22:14:61Z", "10000-01-01T00:00:00Z",
    "+10000-01-01T00:00:00Z", "2026-10-05 22:14:03Z", "2026-10-05T22:14:03.Z",
    "2026-10-05T22:14:03+0200", "2026-10-05T22:14:03+25:00", " 2026-10-05T22:14:03Z",
    "2026-10-05T22:14:03Z ", "1791238443", "9999-12-31T23:59:59-01:00", "2026-10-5T22:14:03Z",
  ]

  private static let badQuantities = [
    "1e999", "-1e999", #""1e999""#, #""NaN""#, #""Infinity""#, #""-inf""#,
    "1234567890123456789", "0.1234567890123456789", "1" + String(repeating: "0", count: 39),
    "\"" + String(repeating: "9", count: 40) + "\"", #"" 1""#, #""1 ""#, #""1,5""#, #""+1""#,
    #""0x10""#, #""12abc""#, #""١""#, #"".5""#, #""5.""#, #""-""#, #""1e""#, "true", "false",
    "{}", "[1]", #"{"value":1}"#, "1e-19",
  ]

  static let severalDefects: [BadLine] = [
    BadLine(
      "wrong type of unit and everything else",
      usageLine(["time": #""x""#, "id": nil], data: ["unit": "1", "quantity": "{}"]), .malformed),
    BadLine(
      "missing before bad time", usageLine(["time": #""x""#], data: ["sku": nil]), .missingField),
    BadLine(
      "bad time before bad quantity", usageLine(["time": #""x""#], data: ["quantity": "{}"]),
      .badTime),
    BadLine(
      "far future before bad quantity",
      usageLine(["time": #""2027-01-01T00:00:00Z""#], data: ["quantity": "{}"]), .timeOutOfRange),
    BadLine(
      "far future before negative quantity",
      usageLine(["time": #""2027-01-01T00:00:00Z""#], data: ["quantity": "-1"]), .timeOutOfRange),
    BadLine(
      "bad quantity before another type",
      usageLine(["type": #""x""#], data: ["quantity": "{}"]), .badQuantity),
    BadLine(
      "broken JSON before everything", String(usageLine(["id": nil, "time": "1"]).dropLast()),
      .malformed),
  ]

  static let voids: [BadLine] = [
    BadLine("void without id", voidLine(["id": nil]), .missingField),
    BadLine("void without source", voidLine(["source": #""""#]), .missingField),
    BadLine("void without data", voidLine(data: nil), .missingField),
    BadLine("void without data.id", voidLine(data: "{}"), .missingField),
    BadLine("void with empty data.id", voidLine(data: #"{"id":""}"#), .missingField),
    BadLine("void with a number as data.id", voidLine(data: #"{"id":1}"#), .malformed),
    BadLine("void with two data.id", voidLine(data: #"{"id":"a","id":"a"}"#), .malformed),
    BadLine("void with a number as reason", voidLine(data: #"{"id":"a","reason":1}"#), .malformed),
    BadLine("void with data as a string", voidLine(data: #""7f3c""#), .malformed),
    BadLine("void with a bad time", voidLine(["time": #""x""#]), .badTime),
    BadLine(
      "void from the future", voidLine(["time": #""2027-01-01T00:00:00Z""#]), .timeOutOfRange),
    BadLine("void without id, bad time", voidLine(["id": nil, "time": #""x""#]), .missingField),
    BadLine("void of another specversion", voidLine(["specversion": #""1.1""#]), .malformed),
  ]
}
