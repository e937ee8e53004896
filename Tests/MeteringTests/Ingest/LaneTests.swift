import TestSeeds
import TestSupport
import Testing

@testable import Metering
@testable import TestModel

/// Batches that are written side by side.
@Suite struct LaneTests {
  private struct NoConnection: Error {}

  @Test(arguments: [1, 2, 7, 50])
  func `the first of several in a file stands, whatever overtakes it`(batchEventsMax: Int) throws {
    var random = SeededGenerator.seeded(for: "overtaking")
    let shop = try MeteredWorld(yaml: shopYAML)
    var first: [Int: Int] = [:]
    var expected = [0, 0, 0, 0]
    let lines = (0..<400).map { number in
      let id = Int.random(in: 0..<150, using: &random)
      let quantity = Int.random(in: 0...1, using: &random) + number % 2
      let outcome = first[id].map { $0 == quantity ? 1 : 2 } ?? 0
      expected[outcome] += 1
      first[id] = first[id] ?? quantity
      return shopLine("e\(id)", data: ["quantity": "\(quantity)", "resource": "\"r\(id)\""])
    }
    let counts = try shop.ingest(
      lines.joined(separator: "\n"), batchEventsMax: batchEventsMax, hasLanes: true)
    #expect(counts.outcomes == expected)
    #expect(try shop.storedCounts() == expected.map(Int64.init))
    let sum = "select sum(quantity)::bigint from releve.event"
    #expect(try shop.count(sum) == Int64(first.values.reduce(0, +)))
  }

  @Test func `a file that is stored already is all duplicates`() throws {
    let shop = try MeteredWorld(yaml: shopYAML)
    let lines = (0..<300).map { shopLine("e\($0)") + "\n" }.joined()
    try shop.ingest(lines, batchEventsMax: 20, hasLanes: true)
    let again = try shop.ingest(
      lines + shopLine("new"), batchEventsMax: 20, hasLanes: true)
    #expect(again.outcomes == [1, 300, 0, 0])
  }

  @Test func `what a lane cannot write ends the run, and a second run stores it`() throws {
    let shop = try MeteredWorld(yaml: shopYAML)
    let lines = (0..<300).map { shopLine("e\($0)") + "\n" }.joined()
    let file = try TemporaryFile(lines)
    var ingestion = try Ingestion(
      shop.connection, directory: shop.directory, connect: { throw NoConnection() },
      batchEventsMax: 20)
    #expect(throws: NoConnection.self) {
      try ingestion.run(
        EventFormat.ndjson.open(path: file.path, now: testNow), progress: { _ in })
    }
    #expect(try shop.eventCount() == 0)
    #expect(try shop.ingest(lines).outcomes == [300, 0, 0, 0])
  }
}
