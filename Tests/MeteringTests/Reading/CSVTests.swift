import Calendars
import Decimals
import Documents
import Testing

@testable import Metering

@Suite struct CSVTests {
  private static let header = "id,source,time,tenant,sku,resource,quantity,unit"
  private static let row = "e-1,/s,2026-10-05T22:14:03Z,acme,csp:x,vm-1,1.50,VM"

  @Test func `a row is read field by field`() throws {
    let reading = try #require(try readCSV("\(Self.header)\n\(Self.row)\n").first)
    let event = try #require(reading.usage)
    #expect(event.id == "e-1")
    #expect(event.source == "/s")
    #expect(event.type == "releve.usage.v1")
    #expect(event.time.description == "2026-10-05T22:14:03Z")
    #expect(event.tenant == "acme")
    #expect(event.sku == "csp:x")
    #expect(event.resource == "vm-1")
    #expect(event.quantity.description == "1.50")
    #expect(event.unit == "VM")
    #expect(reading.line == 2)
    #expect(reading.raw == Array(Self.row.utf8))
  }

  @Test func `columns stand in any order, with others between them, without a unit`() throws {
    let text = """
      note,quantity,resource,sku,tenant,time,source,id
      a,1,vm-1,csp:x,acme,2026-10-05T22:14:03Z,/s,e-1
      """
    let event = try #require(try readCSV(text).first?.usage)
    #expect(event.id == "e-1")
    #expect(event.quantity.description == "1")
    #expect(event.unit == nil)
  }

  @Test func `quotes, doubled quotes, separators and line ends within quotes`() throws {
    let text =
      "\u{FEFF}" + Self.header + "\r\n"
      + "\"a,\"\"b\"\"\r\nc\",\"/s\",2026-10-05T22:14:03Z,acme,csp:x,\"\n\n\",\"1\",\"\"\r\n"
      + "\r\n" + Self.row
    let readings = try readCSV(text)
    #expect(readings.map(\.line) == [2, 7])
    let event = try #require(readings.first?.usage)
    #expect(event.id == "a,\"b\"\r\nc")
    #expect(event.resource == "\n\n")
    #expect(event.quantity.description == "1")
    #expect(event.unit == nil)
    #expect(readings.first?.raw.starts(with: Array("\"a,".utf8)) == true)
    #expect(readings.first?.raw.last == Byte.quote)
  }

  @Test(arguments: badRows) func `a bad row has the reason of the contract`(_ row: BadLine) throws {
    let readings = try readCSV(Array("\(Self.header)\n".utf8) + row.bytes)
    #expect(readings.map { $0.rejection?.reason } == [row.reason])
    #expect(readings.first?.rejection?.detail.isEmpty == false)
    #expect(readings.first?.raw == row.bytes)
  }

  static let badRows: [BadLine] = [
    BadLine("too few cells", "e-1,/s,2026-10-05T22:14:03Z,acme,csp:x,vm-1,1", .malformed),
    BadLine("too many cells", row + ",", .malformed),
    BadLine("unterminated quote", row.dropLast(2) + "\"VM\n,\n", .malformed),
    BadLine("text behind a quote", row.dropLast(2) + "\"V\"M", .malformed),
    BadLine("quote within a cell", row.dropLast(2) + "V\"M\"", .malformed),
    BadLine("NUL", row.dropLast(2) + "V\u{0}", .malformed),
    BadLine("invalid UTF-8", bytes: Array(row.utf8.dropLast()) + [0xFF], .malformed),
    BadLine("spaces only", "  ", .malformed),
    BadLine("empty cells", ",,,,,,,", .missingField),
    BadLine("no id", String(row.dropFirst(3)), .missingField),
    BadLine("quoted empty id", "\"\"" + row.dropFirst(3), .missingField),
    BadLine("space for the T", row.replacing("05T", with: "05 "), .badTime),
    BadLine("unix time", row.replacing("2026-10-05T22:14:03Z", with: "1791238443"), .badTime),
    BadLine("far future", row.replacing("2026", with: "2027"), .timeOutOfRange),
    BadLine("decimal comma", row.replacing("1.50", with: "\"1,5\""), .badQuantity),
    BadLine("space before the quantity", row.replacing("1.50", with: " 1"), .badQuantity),
    BadLine("below zero", row.replacing("1.50", with: "-1"), .negativeQuantity),
    BadLine(
      "bad time and bad quantity",
      row.replacing("2026", with: "x").replacing("1.50", with: "x"), .badTime),
  ]

  @Test func `a rejected row names its event`() throws {
    let text = "\(Self.header)\n\(Self.row.replacing("1.50", with: "x"))\n\(Self.row),\n"
    let rejections = try readCSV(text).map(\.rejection)
    #expect(rejections[0]?.id == "e-1")
    #expect(rejections[0]?.source == "/s")
    #expect(rejections[0]?.detail.contains("not a decimal number") == true)
    #expect(rejections[1]?.id == nil)
  }

  @Test func `a row over 1 MiB is kept in part only, with its lines counted`() throws {
    let long = "\"" + String(repeating: "x\n", count: 600_000) + "\""
    let text = "\(Self.header)\n\(long)\n\(Self.row)\n"
    let readings = try readCSV(Array(text.utf8), chunkBytes: 65_536)
    #expect(readings.map(\.line) == [2, 600_003])
    #expect(readings.map { $0.rejection?.reason } == [.tooLarge, nil])
    #expect(readings.first?.rawLength == 1_200_002)
  }

  @Test(arguments: [
    ("", "there is no header"), ("\n\n", "there is no header"),
    ("id,source\n", "the column \"time\" is missing"),
    ("ID,source,time,tenant,sku,resource,quantity\n", "the column \"id\" is missing"),
    ("id,id,source,time,tenant,sku,resource,quantity\n", "the column \"id\" occurs twice"),
    ("id;source;time;tenant;sku;resource;quantity\n", "the column \"id\" is missing"),
    ("\"id,source\n", "a quote is not closed"),
    ("id,source\re-1,/s\r", "the lines end in CR alone"),
  ])
  func `a wrong header is an error`(_ text: String, _ message: String) throws {
    let error = try #require(throws: ReadError.self) { _ = try readCSV(text) }
    #expect(error.code == .badHeader)
    #expect(error.message == message)
    #expect(error.line == 1)
    #expect(error.expected?.isEmpty == false)
  }

  @Test func `the format follows from the name`() {
    #expect(EventFormat.inferred(fromPath: "a.CSV", hasMap: false) == .csv)
    #expect(EventFormat.inferred(fromPath: "a.csv.gz", hasMap: false) == .csv)
    #expect(EventFormat.inferred(fromPath: "a.txt", hasMap: true) == .csv)
    #expect(EventFormat.inferred(fromPath: "-", hasMap: false) == .ndjson)
  }
}
