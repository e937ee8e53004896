import Foundation
import PostgreSQL
import TestSeeds
import TestSupport
import Testing

@testable import Metering
@testable import TestModel

/// An ingestion that ends in the middle, and is run again.
@Suite struct InterruptionTests {
  private struct PowerCut: Error {}

  private static let lines = (0..<1000).map { number in
    shopLine("e\(number % 900)", data: ["quantity": number % 100 == 7 ? "-1" : "1"]) + "\n"
  }.joined()

  @Test(arguments: [1, 2, 3, 8])
  func `an ingestion that fails after some batches stores the rest when run again`(
    batchCount: Int
  ) throws {
    let shop = try MeteredWorld(yaml: shopYAML)
    var batches = 0
    #expect(throws: PowerCut.self) {
      try shop.ingest(Self.lines, batchEventsMax: 100) { _ in
        batches += 1
        if batches == batchCount { throw PowerCut() }
      }
    }
    let stored = try shop.eventCount()
    #expect(stored > 0 && stored < 891)
    let counts = try shop.ingest(Self.lines, batchEventsMax: 100)
    #expect(counts.outcomes == [891 - Int(stored), 99 + Int(stored), 0, 10])
    #expect(try shop.eventCount() == 891)
    #expect(try shop.count("select count(distinct identity) from releve.event") == 891)
  }

  /// A process is killed in the midst of its first batch, then of its second.
  @Test func `a program that is killed stores each event once when run again`() throws {
    var random = SeededGenerator.seeded(for: "moments of death")
    let shop = try MeteredWorld(yaml: shopYAML)
    let total = 45_000
    let file = try TemporaryFile((0..<total).map { shopLine("e\($0)") + "\n" }.joined())
    for batches in 0...1 {
      let program = try ingestion(of: file.path, into: shop.database)
      while program.isRunning, try Self.batchCount(shop) < batches { usleep(2000) }
      usleep(.random(in: 0...400_000, using: &random))
      kill(program.processIdentifier, SIGKILL)
      program.waitUntilExit()
      #expect(program.terminationReason == .uncaughtSignal)
      let events = try shop.eventCount()
      #expect(events < total)
      #expect(try shop.count("select count(*) from releve.event_identity") == events)
      #expect(try shop.storedCounts()[0] == events)
    }
    let last = try ingestion(of: file.path, into: shop.database)
    last.waitUntilExit()
    #expect(last.terminationStatus == 0)
    #expect(try shop.eventCount() == Int64(total))
    #expect(try shop.count("select count(distinct identity) from releve.event") == total)
  }

  private static func batchCount(_ shop: MeteredWorld) throws -> Int64 {
    let batches = Statement(name: "batches", text: "select count(*) from releve.ingestion_batch")
    return try shop.connection.query(batches).single(Int64.self)
  }
}
