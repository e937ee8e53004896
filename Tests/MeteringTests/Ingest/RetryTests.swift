import Catalogue
import Documents
import PostgreSQL
import TestSupport
import Testing

@testable import Metering
@testable import TestModel

/// Quarantined events that are read again once more is known.
@Suite struct RetryTests {
  /// The shop with a tenant more.
  private static let biggerShopYAML = shopYAML.replacing(
    "tenants: [other-prod]", with: "tenants: [other-prod, late, later]")

  /// A directory in which the tenants `late` and `later` are known.
  private func openBranch(of shop: MeteredWorld) throws -> Directory {
    let nodes = try DocumentNode.documents(of: Self.biggerShopYAML, file: "shop.yaml")
    _ = try Application(shop.connection, now: testNow).apply(nodes)
    return try DocumentStore(shop.connection).directory()
  }

  private func late(_ id: String, _ data: [String: String?] = [:]) -> String {
    shopLine(id, ["subject": #""late""#], data: data)
  }

  @Test func `a tenant that becomes known has its events, each once, with file and line`() throws {
    let shop = try MeteredWorld(yaml: shopYAML)
    let quarantine = Quarantine(shop.connection)
    let lines = [
      shopLine("sound"), late("a"), late("b", ["quantity": "-1"]), late("c"), late("a"),
      late("c", ["quantity": "7"]),
    ]
    try shop.ingest(lines.joined(separator: "\n"))
    #expect(try quarantine.entries().count == 4)
    let known = try openBranch(of: shop)
    let counts = try quarantine.retry(directory: known, now: testNow) { _ in }
    // Of the two events called c the one that came first is stored; the other is kept for a person.
    #expect(counts.outcomes == [2, 0, 1, 1])
    #expect(try quarantine.entries().map(\.reason) == ["negative_quantity", "conflict"])
    #expect(try quarantine.entries().map(\.event) == ["b", "c"])
    let places = try shop.database.connect().query(
      Statement(
        name: "places",
        text: "select line, ingestion.file <> '' from releve.event join releve.ingestion"
          + " using (ingestion_id) where event.id in ('a', 'c') order by line")
    ).decode(Int64.self, Bool.self)
    #expect(places.map(\.0) == [2, 4])
    let again = try quarantine.retry(directory: known, now: testNow) { _ in }
    #expect(again.outcomes == [0, 0, 0, 1])
    #expect(try shop.eventCount() == 3)
  }

  @Test(arguments: ["", "\u{FEFF}"], ["\n", "\r\n"])
  func `rows are read under their header and map`(mark: String, end: String) throws {
    let shop = try MeteredWorld(yaml: shopYAML)
    let map = """
      separator: ";"
      time: { column: when, format: unix }
      id: { template: "{vm}/{when}" }
      source: { constant: /s }
      tenant: { column: who }
      sku: { constant: "csp:fr1:vm:v1" }
      resource: { column: vm }
      quantity: { column: n }
      """
    let rows = [
      "who;vm;when;n", "late;vm \"quoted", "late;\"vm;1\";1760000000;2", "late;vm-2;1760000000;3",
      "acme-prod;vm-3;1760000000;4", "late;\"vm-4;1760000000;5",
    ]
    let text = mark + rows.joined(separator: end) + end
    let before = try shop.ingest(bytes: Array(text.utf8), as: .csv, map: map)
    #expect(before.outcomes == [1, 0, 0, 4])
    let known = try openBranch(of: shop)
    let counts = try Quarantine(shop.connection).retry(directory: known, now: testNow) { _ in }
    // A quote that is not closed reaches to the end of its own record, not into the next one.
    #expect(counts.outcomes == [2, 0, 0, 2])
    #expect(try shop.count("select count(*) from releve.event where resource = 'vm;1'") == 1)
  }

  @Test func `voids and voided events that were kept aside meet`() throws {
    let shop = try MeteredWorld(yaml: shopYAML)
    try shop.ingest(late("a") + "\n" + voidLine(["id": #""v""#], data: #"{"id":"a"}"#))
    let known = try openBranch(of: shop)
    _ = try Quarantine(shop.connection).retry(directory: known, now: testNow) { _ in }
    let voided =
      "select count(*) from releve.event join releve.event_void on target = event.identity"
    #expect(try shop.count(voided) == 1)
  }

  @Test func `conflicts and events too large wait for a person`() throws {
    let shop = try MeteredWorld(yaml: shopYAML)
    let large = shopLine("large", ["note": "\"\(String(repeating: "x", count: 1 << 20))\""])
    try shop.ingest(
      [shopLine("e"), shopLine("e", data: ["quantity": "2"]), large].joined(separator: "\n"))
    let counts = try Quarantine(shop.connection)
      .retry(directory: shop.directory, now: testNow) { _ in }
    #expect(counts.read == 0)
    #expect(try Quarantine(shop.connection).entries().map(\.count) == [1, 1])
  }

  /// What a row says depends on its header and its map: the same bytes are several events then.
  @Test func `rows that are the same in bytes are told apart by header and map`() throws {
    let shop = try MeteredWorld(yaml: shopYAML)
    let quarantine = Quarantine(shop.connection)
    func map(_ id: String, _ quantity: String) -> String {
      """
      time: { column: at }
      id: { template: "{vm}/\(id)" }
      source: { constant: /s }
      tenant: { constant: late }
      sku: { constant: "csp:fr1:vm:v1" }
      resource: { column: vm }
      quantity: { constant: "\(quantity)" }
      """
    }
    let rows = Array("vm,at,end\nv1,2026-10-01T00:00:00Z,2026-10-02T00:00:00Z\n".utf8)
    let turned = Array("vm,end,at\nv1,2026-10-01T00:00:00Z,2026-10-02T00:00:00Z\n".utf8)
    try shop.ingest(bytes: rows, as: .csv, map: map("start", "1"))
    try shop.ingest(bytes: rows, as: .csv, map: map("start", "1"))
    try shop.ingest(bytes: rows, as: .csv, map: map("stop", "0"))
    try shop.ingest(bytes: turned, as: .csv, map: map("turned", "2"))
    #expect(try quarantine.entries().map(\.count) == [2, 1, 1])
    let counts = try quarantine.retry(directory: openBranch(of: shop), now: testNow) { _ in }
    #expect(counts.outcomes == [3, 0, 0, 0])
    #expect(try shop.count("select sum(quantity)::bigint from releve.event") == 3)
    #expect(try shop.count("select count(distinct occurred_at) from releve.event") == 2)
  }

  @Test func `large entries are read some at a time`() throws {
    let shop = try MeteredWorld(yaml: shopYAML)
    let note = "\"\(String(repeating: "x", count: 900_000))\""
    try shop.ingest(
      (0..<12).map { shopLine("e\($0)", ["subject": #""late""#, "note": note]) + "\n" }.joined())
    var batches = 0
    let counts = try Quarantine(shop.connection)
      .retry(directory: openBranch(of: shop), now: testNow) { _ in batches += 1 }
    #expect(counts.accepted == 12)
    #expect(batches == 3, "5 entries reach 4 MiB")
  }

  @Test func `several runs at one moment bring each event in once`() throws {
    let shop = try MeteredWorld(yaml: shopYAML)
    try shop.ingest((0..<1500).map { late("e\($0)") + "\n" }.joined())
    let known = try openBranch(of: shop)
    let database = shop.database
    let counts = try simultaneously([1, 2, 3]) { _ in
      try Quarantine(database.connect(role: "releve_app"))
        .retry(directory: known, now: testNow) { _ in }
    }
    #expect(counts.map(\.accepted).reduce(0, +) == 1500)
    #expect(try shop.eventCount() == 1500)
    #expect(try Quarantine(shop.connection).entries().isEmpty)
  }
}
