import Calendars
import Foundation
import Invoicing
import TestSeeds
import TestSupport
import Testing

@testable import TestModel

@Suite struct BillingModelTests {
  private static let isSoak = ProcessInfo.processInfo.environment["RELEVE_SOAK"] == "1"

  @Test func `random worlds are billed as the model does`() throws {
    var generator = WorldGenerator(random: .seeded(for: "billed worlds"), hasConflicts: true)
    var lines = 0
    let worlds = Self.isSoak ? 1000 : 40
    for number in 0..<worlds {
      let world = generator.billedWorld(withExtremes: number.isMultiple(of: 5))
      let place = "world \(number) of the seed \(generator.random.seed)"
      lines += try MigratedDatabase.with { database in
        let metered = try MeteredWorld(yaml: world.yaml, in: database)
        try metered.ingest(world.ndjson)
        let billed = try Billing(
          metered.connection, directory: metered.directory, now: world.now
        ).preview(world.period, organisations: [])
        let model = ModelBilling(
          world, ModelLedger(world), on: Zone.default.date(of: world.now))
        return BillingComparison(world: world, place: place).expectAlike(billed, model)
      }
    }
    #expect(lines > worlds * 10, "the worlds are not empty")
  }

  @Test func `what changes after a month was issued is billed as the difference`() throws {
    var generator = WorldGenerator(random: .seeded(for: "corrected worlds"), hasConflicts: true)
    var lines = 0
    let worlds = Self.isSoak ? 500 : 16
    for number in 0..<worlds {
      var world = generator.billedWorld(withExtremes: false)
      world.now = testNow
      let place = "world \(number) of the seed \(generator.random.seed)"
      lines += try MigratedDatabase.with { database in
        try change(world, in: database, place, &generator)
      }
    }
    #expect(lines > worlds * 10, "the worlds are not empty")
  }

  /// Issues a world's month, lets events come late and prices be corrected, and compares what the
  /// next month's documents would be; returns how many lines were compared.
  private func change(
    _ world: World, in database: TestDatabase, _ place: String, _ generator: inout WorldGenerator
  ) throws -> Int {
    var metered = try MeteredWorld(yaml: world.yaml, in: database)
    try metered.ingest(world.ndjson)
    var ledger = ModelLedger(world)
    let date = world.period.next.firstDay.adding(days: .random(in: 2...9, using: &generator.random))
    let issued = try Billing(metered.connection, directory: metered.directory, now: world.now)
      .issue(world.period, organisations: [], on: date) { _ in }
    let model = ModelBilling(world, ledger, on: date)
    let lines = BillingComparison(world: world, place: "\(place), issued")
      .expectAlike(issued, model)

    var next = world
    next.facts = generator.laterFacts(in: world)
    if generator.chance(2) { generator.correctPrices(of: &next) }
    try metered.apply(yaml: next.yaml, correctingBecause: "it was read wrongly", now: testNow)
    try metered.ingest(next.ndjson)
    for fact in next.facts { ledger.take(fact, in: next) }
    next.period = world.period.next
    let later = date.adding(days: 31)
    let previewed = try Billing(metered.connection, directory: metered.directory, now: world.now)
      .preview(
        next.period, organisations: [], supposing: Billing.Assumptions(issueDate: later))
    let after = ModelBilling(next, ledger, on: later, after: model.accounts)
    // What came before belongs to a world whose documents led to it.
    next.facts = world.facts + next.facts
    return lines
      + BillingComparison(world: next, place: "\(place), corrected").expectAlike(previewed, after)
  }
}
