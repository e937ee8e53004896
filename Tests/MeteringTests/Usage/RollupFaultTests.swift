import Foundation
import PostgreSQL
import Synchronization
import TestSeeds
import TestSupport
import Testing

@testable import Metering
@testable import TestModel

/// Metering that ends in the middle, or runs beside other work.
@Suite struct RollupFaultTests {
  private static let isSoak = ProcessInfo.processInfo.environment["RELEVE_SOAK"] == "1"
  private static let histories = isSoak ? 30 : 2

  @Test func `an update that fails anywhere is made up for by the next`() throws {
    var generator = WorldGenerator(random: .seeded(for: "faults"), hasConflicts: true)
    var failures = 0
    for number in 0..<Self.histories {
      let history = generator.history()
      try MigratedDatabase.with { database in
        var world = history.world
        var metered = try MeteredWorld(yaml: world.yaml, in: database)
        let faulty = try FaultyRows(database)
        for file in history.files {
          world.facts = file
          try metered.ingest(world.ndjson)
          generator.changeDocuments(of: &world)
          try metered.apply(yaml: world.yaml, correctingBecause: "a reason", now: testNow)
          for fault in FaultyRows.Fault.allCases {
            let row = Int.random(in: 1...(generator.chance(2) ? 5 : 60), using: &generator.random)
            try faulty.meet(fault, atRow: row)
            do {
              let connection = try Connection(
                database.connectionURL, role: "releve_app", retry: .never)
              if generator.chance(4) {
                try Rollup(connection).rebuild()
              } else {
                try Rollup(connection).update()
              }
            } catch is PostgresError {
              failures += 1
              #expect(try faulty.wasMet())
            }
          }
        }
        try faulty.clear()
        try ModelComparison.expectAsAnew(metered, "history \(number), \(generator.random.seed)")
      }
    }
    #expect(failures > Self.histories, "the faults are met")
  }

  @Test func `a connection that is lost during an update does not end it`() throws {
    var generator = WorldGenerator(random: .seeded(for: "lost connections"), hasConflicts: false)
    let history = generator.history()
    var world = history.world
    let metered = try MeteredWorld(yaml: world.yaml)
    let faulty = try FaultyRows(metered.database)
    for file in history.files {
      world.facts = file
      try metered.ingest(world.ndjson)
      try faulty.meet(.loss, atRow: Int.random(in: 1...5, using: &generator.random))
      try metered.update()
      #expect(try faulty.wasMet())
    }
    try faulty.clear()
    try ModelComparison.expectAsAnew(metered, "the seed \(generator.random.seed)")
  }

  @Test func `updates at one moment, beside ingestion and documents, leave nothing out`() throws {
    var generator = WorldGenerator(random: .seeded(for: "updates at once"), hasConflicts: true)
    for number in 0..<Self.histories {
      let history = generator.history()
      var worlds: [World] = []
      for file in history.files {
        var world = worlds.last ?? history.world
        if !worlds.isEmpty { generator.changeDocuments(of: &world) }
        world.facts = file
        worlds.append(world)
      }
      let texts = worlds.map { (yaml: $0.yaml, ndjson: $0.ndjson) }
      let metered = try MeteredWorld(yaml: history.world.yaml)
      let (database, directory) = (metered.database, metered.directory)
      let isDone = Mutex(false)
      _ = try simultaneously([true, false, false]) { isIngesting in
        var metered = try MeteredWorld(database, directory: directory)
        guard isIngesting else {
          while !isDone.withLock({ $0 }) { try metered.update() }
          return
        }
        defer { isDone.withLock { $0 = true } }
        for text in texts {
          try metered.apply(yaml: text.yaml, correctingBecause: "a reason", now: testNow)
          try metered.ingest(text.ndjson, batchEventsMax: 7, hasLanes: true)
        }
      }
      _ = try simultaneously([1, 2, 3]) { _ in
        try MeteredWorld(database, directory: directory).update()
      }
      try ModelComparison.expectAsAnew(metered, "history \(number), \(generator.random.seed)")
    }
  }
}
