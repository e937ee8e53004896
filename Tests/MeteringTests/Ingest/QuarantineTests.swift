import Testing

@testable import Metering
@testable import TestModel

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

  @Test func `an entry closes once its event is accepted, from wherever it comes`() throws {
    let shop = try MeteredWorld(yaml: shopYAML)
    let quarantine = Quarantine(shop.connection)
    try shop.ingest(shopLine("e", data: ["quantity": "-1"]) + "\n" + shopLine("f", ["time": "1"]))
    try shop.ingest(shopLine("e"))
    #expect(try quarantine.entries().map(\.event) == ["f"])
    let all = try quarantine.entries(includingClosed: true)
    #expect(all.map(\.status) == [.resolved, .open])
  }

  @Test(arguments: [1, 3, 20_000])
  func `also within one file, and on lanes`(batchEventsMax: Int) throws {
    let shop = try MeteredWorld(yaml: shopYAML)
    let lines = (0..<20).flatMap { number in
      [
        shopLine("e\(number)", data: ["quantity": "-1"]), shopLine("f\(number)"),
        shopLine("e\(19 - number)"),
      ]
    }
    let counts = try shop.ingest(
      lines.joined(separator: "\n"), batchEventsMax: batchEventsMax, hasLanes: true)
    #expect(counts.outcomes == [40, 0, 0, 20])
    // Whichever of the two comes first.
    let statuses = try Quarantine(shop.connection).entries(includingClosed: true).map(\.status)
    #expect(statuses == Array(repeating: .resolved, count: 20))
  }

  @Test func `it makes no difference which process stores first`() throws {
    let shop = try MeteredWorld(yaml: shopYAML)
    let good = (0..<400).map { shopLine("e\($0)") + "\n" }.joined()
    let bad = (0..<400).map { shopLine("e\($0)", data: ["quantity": "-1"]) + "\n" }.joined()
    let (database, directory) = (shop.database, shop.directory)
    _ = try simultaneously([good, bad, good, bad]) { lines in
      try MeteredWorld(database, directory: directory).ingest(lines, batchEventsMax: 30)
    }
    let all = try Quarantine(shop.connection).entries(includingClosed: true)
    #expect(all.count == 400 && all.allSatisfy { $0.status == .resolved })
  }

  @Test func `a person drops an entry once`() throws {
    let shop = try MeteredWorld(yaml: shopYAML)
    let quarantine = Quarantine(shop.connection)
    try shop.ingest(shopLine("e") + "\n" + shopLine("e", data: ["quantity": "2"]))
    let open = try quarantine.entries()
    #expect(open.map(\.reason) == ["conflict"])
    let id = try #require(open.first?.id)
    #expect(try quarantine.drop(id, reason: "a slip") == .dropped)
    #expect(try quarantine.drop(id, reason: "again") == .dropped)
    #expect(try quarantine.entries().isEmpty)
    #expect(try quarantine.details(of: id).dropped?.reason == "a slip")
  }

  @Test func `what was dropped and comes again is counted, not opened`() throws {
    let shop = try MeteredWorld(yaml: shopYAML)
    let quarantine = Quarantine(shop.connection)
    let bad = shopLine("e", data: ["quantity": "-1"])
    try shop.ingest(bad)
    for entry in try quarantine.entries() { _ = try quarantine.drop(entry.id, reason: "known") }
    try shop.ingest(bad)
    let all = try quarantine.entries(includingClosed: true)
    #expect(all.map(\.count) == [2] && all.map(\.status) == [.dropped])
    try shop.ingest(shopLine("e"))
    let resolved = try quarantine.entries(includingClosed: true)
    #expect(resolved.map(\.status) == [.resolved])
    #expect(try quarantine.drop(resolved[0].id, reason: "too late") == .resolved)
  }

  @Test func `an entry that is not there is named`() throws {
    let shop = try MeteredWorld(yaml: shopYAML)
    let quarantine = Quarantine(shop.connection)
    #expect(throws: QuarantineError.unknownEntry(7)) { try quarantine.details(of: 7) }
    #expect(throws: QuarantineError.unknownEntry(7)) { try quarantine.drop(7, reason: "x") }
  }

  @Test func `the bytes are shown as they came`() throws {
    let shop = try MeteredWorld(yaml: shopYAML)
    let bytes: [UInt8] = [0x7B, 0xFF, 0x00, 0x7D]
    try shop.ingest(bytes: bytes + [10] + bytes)
    let entry = try #require(try Quarantine(shop.connection).entries().first)
    let details = try Quarantine(shop.connection).details(of: entry.id)
    #expect(details.raw == bytes && details.rawLength == 4)
    #expect(details.sightings.map(\.times) == [2])
  }
}
