import Calendars
import Foundation
import Invoicing
import TestSeeds
import TestSupport
import Testing

@testable import TestModel

/// Months of random worlds in which documents and events change after they were billed.
@Suite struct BillingHistoryTests {
  private static let isSoak = ProcessInfo.processInfo.environment["RELEVE_SOAK"] == "1"

  @Test func `worlds that change are billed as the model does, month after month`() throws {
    var generator = WorldGenerator(random: .seeded(for: "billed histories"), hasConflicts: true)
    var documents: [InvoiceDocument] = []
    var settled = 0
    let worlds = Self.isSoak ? 400 : 6
    for number in 0..<worlds {
      var world = generator.billedWorld(withExtremes: false)
      world.now = testNow
      let place = "world \(number) of the seed \(generator.random.seed)"
      try MigratedDatabase.with { database in
        var history = try BilledHistory(world, in: database, place)
        settled += try live(&history, &generator)
        documents += history.documents
      }
    }
    let lines = documents.flatMap(\.lines)
    #expect(lines.count > worlds * 30, "the worlds are not empty")
    #expect(lines.contains { $0.kind == .adjustment })
    #expect(lines.contains { $0.adjusts == .serviceCredit })
    #expect(documents.contains { $0.kind == .creditNote })
    #expect(settled > worlds / 2, "most worlds can be billed in the end")
  }

  /// Three to six months, of which some are issued together with the next one; returns how many
  /// organisations have paid in the end what they owe.
  private func live(
    _ history: inout BilledHistory, _ generator: inout WorldGenerator
  ) throws -> Int {
    let months = Int.random(in: 3...6, using: &generator.random)
    var date = history.world.period.firstDayAfter
    for month in 1...months {
      if month > 1 { try history.passMonth(&generator) }
      try history.decideOnHolds(isLast: month == months, &generator)
      let isSkipped = month < months && generator.chance(4)
      if isSkipped { continue }
      date = history.world.period.firstDayAfter
        .adding(days: .random(in: 0...9, using: &generator.random))
      try history.issue(on: date)
    }
    return try history.settle(on: date)
  }
}
