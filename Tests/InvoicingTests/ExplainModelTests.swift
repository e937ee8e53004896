import Calendars
import Foundation
import Invoicing
import TestSeeds
import TestSupport
import Testing

@testable import TestModel

/// Every line of random worlds' documents, explained: right after issue nothing has changed, so
/// that every level adds up to the one above, to the last digit.
@Suite struct ExplainModelTests {
  private static let isSoak = ProcessInfo.processInfo.environment["RELEVE_SOAK"] == "1"

  @Test func `every line of random worlds adds up, from the events to the document`() throws {
    var generator = WorldGenerator(random: .seeded(for: "explained worlds"), hasConflicts: true)
    var explained: [Explanation] = []
    for number in 0..<(Self.isSoak ? 400 : 12) {
      let hasExtremes = number.isMultiple(of: 4)
      var world = generator.billedWorld(withExtremes: hasExtremes)
      world.now = testNow
      let place = "world \(number) of the seed \(generator.random.seed)"
      explained += try MigratedDatabase.with { database in
        try explain(world, in: database, place, &generator, hasExtremes: hasExtremes)
      }
    }
    #expect(explained.count > 100, "the worlds are not empty")
    #expect(explained.contains { $0.adjustment != nil })
  }

  /// Issues a world's month and, after late events and corrections, the next one; explains each
  /// line when it was issued.
  private func explain(
    _ world: World, in database: TestDatabase, _ place: String, _ generator: inout WorldGenerator,
    hasExtremes: Bool
  ) throws -> [Explanation] {
    var world = world
    var metered = try MeteredWorld(yaml: world.yaml, in: database)
    try metered.ingest(world.ndjson)
    var explained: [Explanation] = []
    for round in 0...1 {
      if round > 0 {
        var later = generator.monthAfter(world, since: world.period, knowing: ModelLedger(world))
        try metered.apply(yaml: later.yaml, correctingBecause: "it was read wrongly", now: testNow)
        try metered.ingest(later.ndjson)
        later.facts = world.facts + later.facts
        world = later
      }
      let date = world.period.next.firstDay.adding(days: 5)
      let issued = try Billing(metered.connection, directory: metered.directory, now: world.now)
        .issued(world.period, on: date)
      let explainer = Explainer(
        metered.connection, directory: metered.directory, now: world.now)
      for document in issued.documents {
        for line in document.lines {
          let scope = ExplanationScope(
            eventsMax: 5, rowsMax: line.line.isMultiple(of: 2) ? 40 : 1)
          guard
            let explanation = try explanation(
              document.number ?? "", line, by: explainer, scope, mayBeOutOfRange: hasExtremes)
          else { continue }
          let wrong = explanation.disagreements
          let isSound = wrong.isEmpty
          #expect(
            isSound,
            """
            \(place), round \(round), \(document.number ?? "") line \(line.line)
            \(wrong.joined(separator: "\n"))
            \(line)
            \(explanation.quantity.map { "\($0.usage) \($0.division)" } ?? "")
            \(world.yaml)
            """)
          explained.append(explanation)
        }
      }
    }
    return explained
  }

  /// nil where a number has more digits than numbers have: that may be refused.
  private func explanation(
    _ number: String, _ line: InvoiceDocument.Line, by explainer: Explainer,
    _ scope: ExplanationScope, mayBeOutOfRange: Bool
  ) throws -> Explanation? {
    do {
      return try explainer.explanation(of: number, line: line.line, scope: scope)
    } catch ExplainError.outOfRange where mayBeOutOfRange {
      return nil
    }
  }
}
