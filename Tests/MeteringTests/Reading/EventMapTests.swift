import Calendars
import Decimals
import Testing

@testable import Metering

@Suite struct EventMapTests {
  /// The example of the contract.
  private static let map = """
    separator: ","
    where: { kind: vm }
    time: { column: timestamp, format: rfc3339 }
    id: { template: "{id}/{timestamp}" }
    source: { constant: /import/fleet }
    tenant: { column: id, values: { "1019": acme-prod }, otherwise: acme-dev }
    sku: { constant: csp:fr1:openiaas:backup:vm:v1 }
    resource: { column: id }
    quantity: { column: cpu_count }
    """

  @Test func `the example of the contract`() throws {
    let text = """
      kind,id,timestamp,cpu_count
      vm,1019,2026-10-05 22:14:03Z,4
      disk,1,2026-10-05 22:14:03Z,4
      vm,1020,2026-10-05T22:14:03+02:00,2.5
      """
    let readings = try readCSV(text, map: Self.map)
    let events = readings.compactMap(\.usage)
    #expect(readings.map(\.line) == [2, 4])
    #expect(events.map(\.id) == ["1019/2026-10-05 22:14:03Z", "1020/2026-10-05T22:14:03+02:00"])
    #expect(events.map(\.source) == ["/import/fleet", "/import/fleet"])
    #expect(events.map(\.tenant) == ["acme-prod", "acme-dev"])
    #expect(
      events.map(\.sku) == ["csp:fr1:openiaas:backup:vm:v1", "csp:fr1:openiaas:backup:vm:v1"])
    #expect(events.map(\.resource) == ["1019", "1020"])
    #expect(events.map(\.quantity.description) == ["4", "2.5"])
    #expect(events.map(\.time.description) == ["2026-10-05T22:14:03Z", "2026-10-05T20:14:03Z"])
    #expect(events.map(\.unit) == [nil, nil])
  }

  @Test(arguments: [
    ("unix", "1791238443", "2026-10-05T22:14:03Z"),
    ("unix", "1791238443.512", "2026-10-05T22:14:03.512Z"),
    ("unix", "1791238443.123456789", "2026-10-05T22:14:03.123456Z"),
    ("unix", "0.000001", "1970-01-01T00:00:00.000001Z"),
    ("unix", "-0.0000001", "1969-12-31T23:59:59.999999Z"),
    ("unix", "1.5e9", "2017-07-14T02:40:00Z"),
    ("unix_ms", "1791238443512", "2026-10-05T22:14:03.512Z"),
    ("unix_ms", "1791238443512.25", "2026-10-05T22:14:03.51225Z"),
    ("unix_ms", "-1", "1969-12-31T23:59:59.999Z"),
    ("unix", "-62167219200", "0000-01-01T00:00:00Z"),
  ])
  func `unix times are exact`(_ format: String, _ cell: String, _ expected: String) throws {
    let event = try read(cell, format: format)?.usage
    #expect(event?.time.description == expected)
  }

  @Test(arguments: [
    ("unix", "2026-10-05T22:14:03Z", RejectionReason.badTime), ("unix", "1e18", .badTime),
    ("unix", "253402300800", .badTime), ("unix", "-62167219201", .badTime),
    ("unix", "999999999999999999", .badTime), ("unix", "NaN", .badTime),
    ("unix", "", .missingField), ("unix", "1791238443512", .badTime),
    ("unix", "253402300799", .timeOutOfRange), ("unix_ms", "4000000000000", .timeOutOfRange),
  ])
  func `wrong unix times are kept aside`(
    _ format: String, _ cell: String, _ reason: RejectionReason
  ) throws {
    #expect(try read(cell, format: format)?.rejection?.reason == reason)
  }

  @Test func `a value that is not listed is absent`() throws {
    let map = Self.map.replacing(", otherwise: acme-dev", with: "")
    let text = "kind,id,timestamp,cpu_count\nvm,7,2026-10-05T22:14:03Z,4\n"
    #expect(try readCSV(text, map: map).first?.rejection?.reason == .missingField)
  }

  @Test func `a template that uses an empty cell is absent`() throws {
    let text = "kind,id,timestamp,cpu_count\nvm,,2026-10-05T22:14:03Z,4\n"
    let rejection = try readCSV(text, map: Self.map).first?.rejection
    #expect(rejection?.reason == .missingField)
    #expect(rejection?.id == nil)
  }

  @Test func `where needs all its values, and an empty one is an empty cell`() throws {
    let map = Self.map.replacing("{ kind: vm }", with: "{ kind: vm, note: \"\" }")
    let text = """
      kind,id,timestamp,cpu_count,note
      vm,1,2026-10-05T22:14:03Z,4,
      vm,2,2026-10-05T22:14:03Z,4,x
      host,3,2026-10-05T22:14:03Z,4,
      vm,4
      """
    let readings = try readCSV(text, map: map)
    #expect(readings.map(\.line) == [2, 5])
    #expect(readings.last?.rejection?.reason == .malformed)
  }

  @Test func `another separator, a unit, and values of a constant`() throws {
    let map = Self.map.replacing("separator: \",\"", with: "separator: \"\\t\"")
      .replacing("where: { kind: vm }", with: "unit: { constant: a, values: { a: VM } }")
    let text = "id\ttimestamp\tcpu_count\n1,2\t2026-10-05T22:14:03Z\t\"4\"\n"
    let event = try readCSV(text, map: map).first?.usage
    #expect(event?.resource == "1,2")
    #expect(event?.unit == "VM")
  }

  @Test(arguments: wrongMaps) func `a wrong map says where and what was expected`(
    _ wrong: WrongMap
  ) throws {
    let map = Self.map.replacing(wrong.text, with: wrong.replacement)
    try #require(map != Self.map)
    let text = "kind,id,timestamp,cpu_count\nvm,7,2026-10-05T22:14:03Z,4\n"
    let error = try #require(throws: ReadError.self) { _ = try readCSV(text, map: map) }
    #expect(error.code == .badMap)
    #expect(error.file == "map.yaml")
    #expect(error.line == wrong.line)
    #expect(error.key == wrong.key)
    #expect(error.message.contains(wrong.message), "\(error)")
  }

  /// The contract's map with one text replaced, and where the fault is found.
  struct WrongMap: Sendable {
    let text: String
    let replacement: String
    let line: Int?
    let key: String?
    let message: String
  }

  static let wrongMaps: [WrongMap] = [
    .init("{ constant: /import", "{ column: id, constant: /import", 5, "source", "exactly one of"),
    .init("{ constant: /import/fleet }", "{}", 5, "source", "exactly one of"),
    .init("{ constant: /import/fleet }", "x", 5, "source", "mapping"),
    .init("{ constant: /import/fleet }", "{ constant: ~ }", 5, "source", "exactly one of"),
    .init("{ constant: /import/fleet }", "{ constant: \"\" }", 5, "source.constant", "not empty"),
    .init("source:", "origin:", 1, nil, "`source` is missing"),
    .init("separator:", "colour: red\nseparator:", 1, "colour", "unknown key"),
    .init("column: cpu_count", "columns: cpu_count", 9, "quantity.columns", "unknown key"),
    .init("column: cpu_count", "column: cpu", 9, "quantity.column", "kind, id, timestamp"),
    .init("{id}/", "{ident}/", 4, "id.template", "no column \"ident\""),
    .init("{id}/", "{id/", 4, "id.template", "between { and }"),
    .init("{id}/", "{}/", 4, "id.template", "between { and }"),
    .init("{id}/", "id}/", 4, "id.template", "between { and }"),
    .init("kind: vm", "sort: vm", 2, "where.sort", "no column \"sort\""),
    .init("kind: vm", "kind: [vm]", 2, "where.kind", "a text"),
    .init("rfc3339", "iso8601", 3, "time.format", "rfc3339, unix, unix_ms"),
    .init(", format: rfc3339", ", zone: UTC", 3, "time.zone", "unknown key"),
    .init("cpu_count }", "cpu_count, format: unix }", 9, "quantity.format", "unknown key"),
    .init("values: { \"1019\": acme-prod }, ", "", 6, "tenant.otherwise", "beside `values`"),
    .init("separator: \",\"", "separator: \";;\"", 1, "separator", "one ASCII character"),
    .init("separator: \",\"", "separator: '\"'", 1, "separator", "one ASCII character"),
    .init("separator: \",\"", "separator: é", 1, "separator", "one ASCII character"),
    .init("separator: \",\"", "separator: \",\"\nseparator: \";\"", 1, nil, "more than once"),
    .init("separator: \",\"", "separator: [", 3, nil, "YAML"),
    .init("quantity:", "---\nquantity:", nil, nil, "one YAML document"),
  ]

  @Test func `a map that cannot be opened is named`() throws {
    let error = try #require(throws: ReadError.self) { _ = try EventMap(path: "/nowhere.yaml") }
    #expect(error.code == .cannotOpen)
    #expect(error.file == "/nowhere.yaml")
  }

  /// The reading of one row with a time.
  private func read(_ cell: String, format: String) throws -> EventReading? {
    let map = Self.map.replacing("rfc3339", with: format)
      .replacing("{id}/{timestamp}", with: "{id}")
    return try readCSV("kind,id,timestamp,cpu_count\nvm,1,\(cell),4\n", map: map).first
  }
}

extension EventMapTests.WrongMap {
  init(
    _ text: String, _ replacement: String, _ line: Int?, _ key: String?, _ message: String
  ) {
    self.init(text: text, replacement: replacement, line: line, key: key, message: message)
  }
}
