import Foundation
import Synchronization
import TestSeeds
import TestSupport
import Testing

@testable import Metering
@testable import TestModel

/// Several processes that read overlapping files at the same moment.
@Suite struct ConcurrentIngestTests {
  @Test func `overlapping files at one moment store each event once`() throws {
    var random = SeededGenerator.seeded(for: "concurrent files")
    for batchEventsMax in [7, 64, 20_000] {
      let shop = try MeteredWorld(yaml: shopYAML)
      let lines = (0..<600).flatMap { number in
        [
          shopLine("e\(number)", ["time": "\"2026-0\(number % 9 + 1)-15T00:00:00Z\""]),
          shopLine("bad\(number % 40)", data: ["quantity": "-1"]),
        ] + (number % 10 == 0 ? [void(number)] : [])
      }
      let files = (0..<3).map { _ in
        lines.shuffled(using: &random).joined(separator: "\n")
      }
      let (database, directory) = (shop.database, shop.directory)
      let outcomes = try simultaneously(files) { file in
        try MeteredWorld(database, directory: directory)
          .ingest(file, batchEventsMax: batchEventsMax)
      }
      #expect(outcomes.map(\.read) == [1260, 1260, 1260])
      #expect(outcomes.map(\.accepted).reduce(0, +) == 660)
      #expect(outcomes.map(\.conflict) == [0, 0, 0])
      #expect(outcomes.map(\.rejected) == [600, 600, 600])
      #expect(try shop.eventCount() == 600)
      #expect(try shop.count("select count(distinct identity) from releve.event") == 600)
      #expect(try shop.count("select count(*) from releve.event_void") == 60)
      #expect(try shop.storedCounts() == [660, 1320, 0, 1800])
      #expect(try Quarantine(shop.connection).entries().map(\.count).reduce(0, +) == 1800)
    }
  }

  /// Without an event that both have, nothing but the quarantine makes one wait for the other.
  @Test func `batches of nothing but rejected lines are stored once and counted`() throws {
    var random = SeededGenerator.seeded(for: "concurrent rejections")
    let shop = try MeteredWorld(yaml: shopYAML)
    let lines = (0..<3000).map { shopLine("bad\($0)", data: ["quantity": "-1"]) }
    let readings = try readNDJSON(lines.joined(separator: "\n"))
    let entries = readings.compactMap { reading in
      reading.rejection.map { QuarantineEntry($0, reading, form: .ndjson) }
    }
    let batches = (0..<3).map { _ in entries.shuffled(using: &random) }
    let database = shop.database
    let arrived = Mutex(0)
    let outcomes = try simultaneously(batches) { batch in
      let connection = try database.connect(role: "releve_app")
      let ingestionID = try Ingestion.begin(connection, file: "-", form: .ndjson)
      var events = EventBatch(ingestionID: ingestionID)
      for entry in batch { events.add(entry) }
      var writer = EventWriter(connection)
      arrived.withLock { $0 += 1 }
      while arrived.withLock({ $0 }) < 3 { usleep(100) }
      return try writer.write(events, number: 1, mode: .new)
    }
    #expect(outcomes.map(\.rejected) == [3000, 3000, 3000])
    let kept = try Quarantine(shop.connection).entries()
    #expect(kept.map(\.count) == Array(repeating: 3, count: 3000))
  }

  /// What stands is one of the contents, and every other one is a conflict: also in another month,
  /// of another tenant, and of another process.
  @Test func `other content under one identity at one moment is stored once`() throws {
    var random = SeededGenerator.seeded(for: "concurrent contradictions")
    let shop = try MeteredWorld(yaml: shopYAML)
    let tenants = ["acme-prod", "other-prod", "acme-dev"]
    let files = try (0..<3).map { number in
      let lines = (0..<400).map { event in
        let month = event % 4 == 1 ? number + 3 : event % 7 + 3
        return shopLine(
          "e\(event)",
          [
            "time": "\"2026-0\(month)-15T00:00:00Z\"",
            "subject": "\"\(tenants[event % 4 == 2 ? number : 0])\"",
          ], data: ["quantity": "\(event % 4 == 3 ? number : 1)"])
      }
      return try TemporaryFile(lines.shuffled(using: &random).joined(separator: "\n"))
    }
    let (database, directory) = (shop.database, shop.directory)
    let texts = try files.map { try String(contentsOfFile: $0.path, encoding: .utf8) }
    let path = files[0].path
    _ = try simultaneously([0, 1, 2]) { number in
      if number == 0 {
        let program = try ingestion(of: path, into: database)
        program.waitUntilExit()
        // Conflicts need a person.
        #expect(program.terminationStatus == 3)
      } else {
        let process = try MeteredWorld(database, directory: directory)
        try process.ingest(texts[number], batchEventsMax: number * 20, hasLanes: number == 2)
      }
    }
    // Of each four events, one is the same in all files.
    #expect(try shop.storedCounts() == [400, 200, 600, 0])
    #expect(try shop.eventCount() == 400)
    #expect(try shop.count("select count(distinct identity) from releve.event") == 400)
    let kept = try Quarantine(shop.connection).entries()
    #expect(kept.map(\.count) == Array(repeating: 1, count: 600))
  }

  private func void(_ number: Int) -> String {
    voidLine(["id": "\"v\(number)\""], data: #"{"id":"e\#(number)"}"#)
  }
}

/// Runs `body` for each input on a thread of its own, all begun at once.
func simultaneously<Input: Sendable, Output: Sendable>(
  _ inputs: [Input], _ body: @escaping @Sendable (Input) throws -> Output
) throws -> [Output] {
  let results = Mutex<[Int: Result<Output, any Error>]>([:])
  let finished = DispatchGroup()
  for (index, input) in inputs.enumerated() {
    finished.enter()
    Thread.detachNewThread {
      let result = Result { try body(input) }
      results.withLock { $0[index] = result }
      finished.leave()
    }
  }
  finished.wait()
  return try results.withLock { results in
    try inputs.indices.compactMap { try results[$0]?.get() }
  }
}
