import Testing

@testable import Metering

@Suite struct QuarantineTests {
  @Test func `what is kept aside is stored once and counted each time`() throws {
    let shop = try MeteredWorld(yaml: shopYAML)
    let bad = shopLine("bad", data: ["quantity": "-1"])
    let conflict = shopLine("e", data: ["quantity": "2"])
    let lines = [bad, shopLine("e"), bad, conflict, bad].joined(separator: "\n")
    try shop.ingest(lines, batchEventsMax: 2)
    try shop.ingest(lines)
    let entries = try Quarantine(shop.connection).entries()
    #expect(entries.map(\.reason) == ["negative_quantity", "conflict"])
    #expect(entries.map(\.count) == [6, 2])
    #expect(entries.map(\.line) == [1, 4])
    #expect(entries.map(\.source) == ["/collector/fr1", "/collector/fr1"])
  }

  @Test func `a conflict is one entry per content, however it is written`() throws {
    let shop = try MeteredWorld(yaml: shopYAML)
    let quantities = ["1", "2", "2.0", "3", "20e-1"]
    try shop.ingest(quantities.map { shopLine("e", data: ["quantity": $0]) + "\n" }.joined())
    #expect(try Quarantine(shop.connection).entries().map(\.count) == [3, 1])
  }

  @Test func `an entry belongs to its bytes, not to its name`() throws {
    let shop = try MeteredWorld(yaml: shopYAML)
    try shop.ingest(
      ["-1", "-1.0", "-1"].map { shopLine("e", data: ["quantity": $0]) + "\n" }.joined())
    #expect(try Quarantine(shop.connection).entries().map(\.count) == [2, 1])
  }
}
