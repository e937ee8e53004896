import Calendars
import Foundation
import PostgreSQL
import TestSeeds
import TestSupport
import Testing

@testable import Metering
@testable import TestModel

/// Histories in which months are archived and restored between the files.
@Suite struct ArchivedHistoryTests {
  private static let isSoak = ProcessInfo.processInfo.environment["RELEVE_SOAK"] == "1"

  @Test func `whatever is archived, usage is right or waits for a month that is named`() throws {
    var generator = WorldGenerator(random: .seeded(for: "archived histories"), hasConflicts: true)
    var seen = Seen()
    let histories = Self.isSoak ? 100 : 3
    for number in 0..<histories {
      let place = "history \(number) of the seed \(generator.random.seed)"
      let history = generator.history()
      try MigratedDatabase.with { database in
        try TemporaryFolder.with { folder in
          var living = ArchivedHistory(
            world: history.world, months: history.months,
            metered: try MeteredWorld(yaml: history.world.yaml, in: database), folder: folder,
            place: place)
          for file in history.files { try living.live(file, &generator) }
          try living.end()
          seen.add(living.seen)
        }
      }
    }
    #expect(seen.lines > histories * 20, "there was usage")
    #expect(seen.archived > 0 && seen.held > 0, "\(seen)")
  }

  /// What there was to test.
  struct Seen {
    var lines = 0
    /// Months that were archived, and those of which the usage of an organisation had to wait.
    var archived = 0
    var held = 0

    mutating func add(_ other: Seen) {
      lines += other.lines
      archived += other.archived
      held += other.held
    }
  }
}

/// A world in which time passes.
private struct ArchivedHistory {
  var world: World
  let months: [Period]
  var metered: MeteredWorld
  let folder: String
  let place: String
  var ledger = ModelLedger()
  var seen = ArchivedHistoryTests.Seen()

  private var archive: EventArchive { EventArchive(metered.connection) }

  /// A file comes, perhaps documents before it; months are archived and restored.
  mutating func live(_ file: [Fact], _ generator: inout WorldGenerator) throws {
    if generator.chance(4) {
      generator.changeDocuments(of: &world)
      try metered.apply(
        yaml: world.yaml, correctingBecause: "it was read wrongly", now: Instant(seconds: 0))
    }
    world.facts = file
    for fact in file { ledger.take(fact, in: world) }
    try metered.ingest(world.ndjson, batchEventsMax: 20)
    try adoptDocuments()
    if !generator.chance(3) {
      let limit = generator.one(of: months + [months[2].next])
      var archived = 0
      _ = try archive.archive(before: limit, into: folder, now: testNow) { _ in archived += 1 }
      seen.archived += archived
    }
    let present = try archive.months().filter { $0.restoredAt == nil }
    if let month = present.randomElement(using: &generator.random), generator.chance(2) {
      try restore(month, isFileWanted: generator.chance(2))
      if generator.chance(3) { try metered.rebuild() }
    }
    try compare()
  }

  /// Everything is restored, and nothing is to be seen of it.
  mutating func end() throws {
    for month in try archive.months() where month.restoredAt == nil {
      try restore(month, isFileWanted: true)
    }
    let held = seen.held
    try compare()
    #expect(seen.held == held, "\(place): nothing waits")
    try ModelComparison.expectAsAnew(metered, place)
  }

  private func restore(_ month: ArchivedMonth, isFileWanted: Bool) throws {
    if isFileWanted, let table = month.table {
      try metered.database.connect().run(script: "drop table \(table)", name: "drop")
    }
    _ = try archive.restore(month.month)
  }

  /// Meters by the documents as they are, which may take months that are archived.
  private func adoptDocuments() throws {
    while true {
      do {
        return try metered.update()
      } catch RollupError.archivedMonths(let months) {
        for month in try archive.months()
        where month.restoredAt == nil && months.contains(month.month.description) {
          try restore(month, isFileWanted: false)
        }
      }
    }
  }

  private mutating func compare() throws {
    for month in months {
      var world = world
      world.period = month
      let held = try world.organisations.map(\.name).filter { name in
        try !UsageReport(
          metered.connection, directory: metered.directory, period: month, organisations: [name],
          by: [], now: world.now
        ).heldMonths.isEmpty
      }
      seen.held += held.count
      seen.lines += try ModelComparison(
        world: world, ledger: ledger, place: place, keySets: [[], [.tenant, .resource, .day]],
        leftOut: Set(held)
      ).expectAlike(metered)
    }
  }
}
